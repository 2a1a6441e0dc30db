"""Ways to run a program, independent of each other. Choose one by name with `prepare(name, program)`."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
