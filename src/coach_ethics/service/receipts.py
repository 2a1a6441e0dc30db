"""Receipts over requests: an assessment to be kept, and receipts that are looked at again."""

from __future__ import annotations

from coach_ethics.assessment.receipt import check_receipts, read_receipt, receipt
from coach_ethics.assessment.replay import replay
from coach_ethics.language.data import Data
from coach_ethics.problems import CaseProblems
from coach_ethics.render.json import replayed_data
from coach_ethics.render.replay import Replayed
from coach_ethics.service.answers import assessed
from coach_ethics.service.service import Service


def keep(service: Service, request: Data) -> str:
    """The receipt of an assessment, sealed where the service has a key: the text that is to be kept unchanged."""
    return receipt(assessed(service.served, request), after=request.get("after"), key=service.key)


def look_again(service: Service, request: Data) -> Data:
    """What came of replaying receipts. Raises CaseProblems for a text that is none (A103)."""
    receipts: list[str] = request["receipts"]
    problems = check_receipts(receipts, service.key)
    if unread := [each for each in problems if each.code == "A103"]:
        raise CaseProblems(unread)
    unsealed = {each.path for each in problems if each.code == "A106"}
    numbered = [(number, each) for number, each in enumerate(receipts, 1) if f"$[{number - 1}]" not in unsealed]
    return replayed_data(
        [_replayed(service, each, number, request.get("policy")) for number, each in numbered], problems
    )


def _replayed(service: Service, text: str, number: int, under: str | None) -> Replayed:
    kept = read_receipt(text)
    asked = kept["policy"]
    found = replay(text, service.served.named(under or asked["name"]))
    return Replayed(number, str(kept["on"]), asked["name"], asked["version"], found)
