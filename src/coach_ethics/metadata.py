"""What a program that holds records says of them for itself. It is handed back, and nothing is read into it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import field, frozen


def _as_text(given: str | Mapping[str, object]) -> str:
    return given if isinstance(given, str) else json.dumps(dict(given), ensure_ascii=False, allow_nan=False)


@frozen(repr=False)
class Metadata:
    """What the caller's own program keeps with a record: a mapping of whatever JSON can say, held as JSON text.

    It is made from such a mapping, or its text. Raises TypeError or ValueError for what JSON can't say.

    >>> from coach_ethics.coaching import Consent
    >>> consent = Consent(id="c-17", metadata={"row": 4711})
    >>> consent.metadata["row"], consent.metadata.data
    (4711, {'row': 4711})
    """

    text: str = field(converter=_as_text)

    @property
    def data(self) -> dict[str, Any]:
        """The mapping: a new one each time, since this one can't be changed."""
        data: dict[str, Any] = json.loads(self.text)
        return data

    def __getitem__(self, key: str) -> Any:
        """What stands under a key. Raises KeyError where there is none such."""
        return self.data[key]

    def __repr__(self) -> str:
        # a log is no place for what may be in it
        return "Metadata(...)"


@frozen
class RecordKey:
    """By what the caller's own program knows a record: its `id`, and what it keeps with it."""

    id: str | None
    metadata: Metadata | None
