"""What can be said about an engagement: records, facts, the vocabulary, situations."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
