"""From norms to demands, to their closure, to a program of named conditions."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
