"""The version of this library: the one place where it is written."""

__version__ = "0.2.0"
"""The version, as the metadata of the distribution has it.

>>> import coach_ethics
>>> coach_ethics.__version__.count(".")
2
"""
