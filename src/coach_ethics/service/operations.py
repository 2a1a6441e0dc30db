"""What can be asked of a service: the written list, by which it is routed and described."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from coach_ethics.interview.rebasing import RevisedFact
from coach_ethics.interview.state import Answered
from coach_ethics.json_formats import JsonFormat
from coach_ethics.language.data import Data, Keys
from coach_ethics.language.schema.shapes import Record
from coach_ethics.problems import Problem
from coach_ethics.service import answers, interviews, receipts
from coach_ethics.service import layouts as of
from coach_ethics.service.catalogue import Catalogue
from coach_ethics.service.service import Service


@frozen
class OwnAnswer:
    """An answer that is no document of the library's: what the description calls it, and its keys."""

    name: str
    keys: Keys


@frozen
class Operation:
    """Something that can be asked with one request.

    `layout` says what the request holds; `run` answers it, with plain data or with the text of a JSON document.
    `answers` are the formats of that, one of which it has; or an answer of the service's own. `refusals` are the HTTP
    statuses with which it may be refused, beside those that every request shares.
    """

    name: str
    path: str
    tag: str
    layout: Record
    run: Callable[[Service, Data], Data | str]
    answers: tuple[JsonFormat, ...] | OwnAnswer
    refusals: tuple[int, ...] = (404,)

    @property
    def summary(self) -> str:
        """What it is, in one sentence."""
        return (self.run.__doc__ or "").split("\n")[0].partition(". ")[0].rstrip(".")


def _case(name: str, path: str, layout: Record, ask: Callable[[Catalogue, Data], Data], *told: JsonFormat) -> Operation:
    def run(service: Service, request: Data) -> Data:
        return ask(service.served, request)

    run.__doc__ = ask.__doc__
    return Operation(name, path, "cases", layout, run, told)


_STEP = {"state": str, "question": (JsonFormat.QUESTION, None), "assessment": (JsonFormat.ASSESSMENT, None)}
STEP = OwnAnswer("InterviewStep", Keys(also=_STEP))
TAKEN_OVER = OwnAnswer("TakenOverInterview", Keys(also={**_STEP, "dropped": list[Problem], "reworded": bool}))
REBASED = OwnAnswer("RebasedInterview", Keys(also={**_STEP, "changed": list[RevisedFact], "dropped": list[Answered]}))
FORGOTTEN = OwnAnswer("ForgottenInterview", Keys(also={"forgotten": bool}))
_ASSESSED = Keys(also={"assessment": JsonFormat.ASSESSMENT})
_UNFIT = Keys(also={"problems": list[Problem]})
BATCH = OwnAnswer("BatchOfAssessments", Keys(also={"results": Keys((_ASSESSED, _UNFIT), many=True)}))


def _step(name: str, layout: Record, run: Callable[[Service, Data], Data], told: OwnAnswer = STEP) -> Operation:
    return Operation(
        name, f"/interviews/{name.replace('_', '-')}", "interviews", layout, run, told, refusals=(404, 409)
    )


def _batch(service: Service, request: Data) -> Data:
    """What a policy says of each case in turn; of one that can't be assessed, its problems."""
    return answers.assess_batch(service.served, request)


OPERATIONS: tuple[Operation, ...] = (
    _case("assess", "/assess", of.ON_A_CASE, answers.assess_case, JsonFormat.ASSESSMENT),
    Operation("assess_batch", "/assess/batch", "cases", of.BATCH, _batch, BATCH),
    _case("compare", "/compare", of.SIDE_BY_SIDE, answers.compare_on_case, JsonFormat.CASE_COMPARISON),
    _case("why", "/why", of.ON_AN_ACT, answers.explain_act, JsonFormat.EXPLANATION),
    _case("change", "/change", of.CHANGE, answers.change_act, JsonFormat.CHANGES, JsonFormat.DETERMINING),
    _case("judge", "/judge", of.COURSE, answers.judge_course, JsonFormat.JUDGEMENT),
    _case("view", "/view", of.VIEW, answers.view_case, JsonFormat.ASSESSMENT),
    Operation("begin_interview", "/interviews", "interviews", of.BEGIN, interviews.begin, STEP),
    _step("question", of.STEP, interviews.question),
    _step("answer", of.ANSWER, interviews.answered),
    _step("tell", of.TELL, interviews.told),
    _step("amend", of.AMEND, interviews.amended),
    _step("back", of.BACK, interviews.taken_back),
    _step("take_over", of.STEP, interviews.taken_over, TAKEN_OVER),
    _step("rebase", of.REBASE, interviews.brought_to_day, REBASED),
    Operation(
        "interview_assessment",
        "/interviews/assessment",
        "interviews",
        of.STEP,
        interviews.assessed_so_far,
        (JsonFormat.ASSESSMENT,),
        refusals=(404, 409),
    ),
    _step("forget", of.FORGET, interviews.forgotten, FORGOTTEN),
    Operation("receipt", "/receipts", "receipts", of.RECEIPT, receipts.keep, (JsonFormat.RECEIPT,)),
    Operation("replay", "/receipts/replay", "receipts", of.REPLAY, receipts.look_again, (JsonFormat.REPLAY,)),
)
