"""Research: designed vignettes, what respondents read, their answers beside what codes say, and what is archived."""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
