"""Problems over HTTP: each response of RFC 9457 (`application/problem+json`) has the library's problems in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from coach_ethics.language.data import Data, Keys
from coach_ethics.problems import Problem
from coach_ethics.service.answers import problems_as_data

MEDIA_TYPE = "application/problem+json"
UNFIT = 422
_STATUSES: Mapping[str, int] = MappingProxyType(
    {
        "W101": 413,
        "W102": 400,
        "W105": 409,
        "W106": 404,
        "W107": 405,
        "W108": 415,
        "W109": 500,
        "W110": 421,
        "I102": 409,
        "I104": 409,
        "X407": 404,
    }
)
"""The statuses of problems by their codes, where it isn't that what was sent doesn't fit."""
TITLES: Mapping[int, str] = MappingProxyType(
    {
        400: "Bad Request",
        404: "Not Found",
        405: "Method Not Allowed",
        409: "Conflict",
        413: "Content Too Large",
        415: "Unsupported Media Type",
        421: "Misdirected Request",
        UNFIT: "Unprocessable Content",
        500: "Internal Server Error",
    }
)
"""What HTTP calls the statuses."""

DETAILS = Keys(also={"type": str, "title": str, "status": int, "detail": str, "code": str, "problems": list[Problem]})
"""What such a response holds; `detail` and `code` are those of the first problem."""


def status_of(problems: Sequence[Problem]) -> int:
    """The HTTP status of problems: that of the first which has one of its own."""
    return next((_STATUSES[each.code] for each in problems if each.code in _STATUSES), UNFIT)


def problem_details(problems: Sequence[Problem]) -> Data:
    """The members of a problem response."""
    status, first = status_of(problems), problems[0]
    return {
        "type": "about:blank",
        "title": TITLES[status],
        "status": status,
        "detail": first.message,
        "code": first.code,
        "problems": problems_as_data(tuple(problems)),
    }
