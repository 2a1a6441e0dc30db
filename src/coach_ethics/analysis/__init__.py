"""Questions of a policy: what is so in every situation that can be."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
