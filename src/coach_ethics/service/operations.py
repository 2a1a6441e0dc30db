"""What can be asked of a service: the written list, by which it is routed and described."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data
from coach_ethics.language.schema.shapes import Record
from coach_ethics.service import answers, interviews, receipts
from coach_ethics.service import layouts as of
from coach_ethics.service.catalogue import Catalogue
from coach_ethics.service.service import Service


@frozen
class Operation:
    """Something that can be asked with one request.

    `layout` says what the request holds; `run` answers it, with plain data or with the text of a JSON document.
    `answers` is the format of that, where it is a document of the library's; else `keys` are what it has. `refusals`
    are the HTTP statuses with which it may be refused, beside those that every request shares.
    """

    name: str
    path: str
    tag: str
    layout: Record
    run: Callable[[Service, Data], Data | str]
    answers: JsonFormat | None = None
    keys: tuple[str, ...] = ()
    refusals: tuple[int, ...] = (404,)

    @property
    def summary(self) -> str:
        """What it is, in one sentence."""
        return (self.run.__doc__ or "").split("\n")[0].partition(". ")[0].rstrip(".")


def _case(name: str, path: str, layout: Record, ask: Callable[[Catalogue, Data], Data], told: JsonFormat) -> Operation:
    def run(service: Service, request: Data) -> Data:
        return ask(service.served, request)

    run.__doc__ = ask.__doc__
    return Operation(name, path, "cases", layout, run, told)


def _step(name: str, path: str, layout: Record, run: Callable[[Service, Data], Data], *keys: str) -> Operation:
    told = ("state", "question", "assessment", *keys)
    return Operation(name, path, "interviews", layout, run, keys=told, refusals=(404, 409))


def _batch(service: Service, request: Data) -> Data:
    """What a policy says of each case in turn; of one that can't be assessed, its problems."""
    return answers.assess_batch(service.served, request)


OPERATIONS: tuple[Operation, ...] = (
    _case("assess", "/assess", of.ON_A_CASE, answers.assess_case, JsonFormat.ASSESSMENT),
    Operation("assess_batch", "/assess/batch", "cases", of.BATCH, _batch, keys=("results",)),
    _case("compare", "/compare", of.SIDE_BY_SIDE, answers.compare_on_case, JsonFormat.CASE_COMPARISON),
    _case("why", "/why", of.ON_AN_ACT, answers.explain_act, JsonFormat.EXPLANATION),
    _case("change", "/change", of.CHANGE, answers.change_act, JsonFormat.CHANGES),
    _case("judge", "/judge", of.COURSE, answers.judge_course, JsonFormat.JUDGEMENT),
    _case("view", "/view", of.VIEW, answers.view_case, JsonFormat.ASSESSMENT),
    _step("begin_interview", "/interviews", of.BEGIN, interviews.begin),
    _step("question", "/interviews/question", of.STEP, interviews.question),
    _step("answer", "/interviews/answer", of.ANSWER, interviews.answered),
    _step("tell", "/interviews/tell", of.TELL, interviews.told),
    _step("amend", "/interviews/amend", of.AMEND, interviews.amended),
    _step("back", "/interviews/back", of.STEP, interviews.taken_back),
    _step("resume", "/interviews/resume", of.STEP, interviews.resumed, "dropped", "reworded"),
    _step("rebase", "/interviews/rebase", of.REBASE, interviews.brought_to_day, "changed", "dropped"),
    Operation(
        "interview_assessment",
        "/interviews/assessment",
        "interviews",
        of.STEP,
        interviews.assessed_so_far,
        JsonFormat.ASSESSMENT,
        refusals=(404, 409),
    ),
    Operation("forget", "/interviews/forget", "interviews", of.STEP, interviews.forgotten, keys=("forgotten",)),
    Operation("receipt", "/receipts", "receipts", of.RECEIPT, receipts.keep, JsonFormat.RECEIPT),
    Operation("replay", "/receipts/replay", "receipts", of.REPLAY, receipts.look_again, JsonFormat.REPLAY),
)
