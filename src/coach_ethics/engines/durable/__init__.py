"""The durable engine: a program as rulesets of durable_rules."""

from coach_ethics.engines.durable.export import export, export_json

__all__ = ["export", "export_json"]
