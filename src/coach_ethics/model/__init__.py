"""The core data model: conditions and policies as frozen, typed trees."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
