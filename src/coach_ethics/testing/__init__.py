"""What authors and developers test policies with: random policies and situations, scenarios, ready-made properties.

Needs the `testing` extra. The pytest plugin, which collects policy files, comes with it: see `docs/testing.md`.
"""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
