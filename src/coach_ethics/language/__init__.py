"""Text to tree and back: policy files, conditions, their schema."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
