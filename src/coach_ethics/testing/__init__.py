"""What authors and developers test policies with: random policies and situations, scenarios, ready-made properties.

Needs the `testing` extra. The pytest plugin, which collects policy files, comes with it: see `docs/testing.md`.
"""

from coach_ethics.testing.engagements import consistent_engagements, engagements
from coach_ethics.testing.laws import LAWS, Law, obeys
from coach_ethics.testing.situations import complete_situations, completions, situations
from coach_ethics.testing.strategies import policies

__all__ = [
    "LAWS",
    "Law",
    "complete_situations",
    "completions",
    "consistent_engagements",
    "engagements",
    "obeys",
    "policies",
    "situations",
]
