"""Cohorts: many situations at once, variants of policies over them, and the agreement of people about them."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
