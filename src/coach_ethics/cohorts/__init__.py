"""Cohorts: many situations at once, variants of policies over them, and the agreement of people about them."""
