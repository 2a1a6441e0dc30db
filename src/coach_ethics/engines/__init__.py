"""Ways to run a program; they don't know each other. Choose one by name with `prepare(name, program)`."""

from coach_ethics.engines.registry import ENGINES, Evaluator, default_engine, installed, prepare, version

__all__ = ["ENGINES", "Evaluator", "default_engine", "installed", "prepare", "version"]
