"""What a service consists of: its policies, where its interviews are, and the key of its receipts."""

from __future__ import annotations

from attrs import field, frozen

from coach_ethics.service.catalogue import Catalogue
from coach_ethics.service.states import States


@frozen
class Service:
    """The policies that are `served`, the `states` of interviews, and the `key` that seals receipts, if any."""

    served: Catalogue
    states: States
    key: bytes | None = field(default=None, repr=False)
