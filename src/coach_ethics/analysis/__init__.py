"""Questions about a policy: what holds in every possible situation."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
