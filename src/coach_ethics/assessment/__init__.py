"""Questions about a case: what must I do, why, and what would change it."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
