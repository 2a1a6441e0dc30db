"""Why a question is put: through which norms, and by way of which constraints where no norm speaks of its fact."""

from __future__ import annotations

from coach_ethics.coaching.policies import load_policy
from coach_ethics.interview import answer, begin_interview, next_question
from coach_ethics.render.interview import waiting_document
from coach_ethics.render.plain_text import text

TEXT = """
policy: agreeing
facts:
  sponsor.there: {type: bool, ask: Is there a sponsor?}
  sponsor.agreed: {type: bool, ask: Has the sponsor agreed?}
  client.agreed: {type: bool, ask: Has the client agreed?}
constraints:
  nobody-agrees-who-is-not-there:
    {always: not sponsor.agreed or sponsor.there, means: "Without a sponsor, none can agree"}
acts: {begin: {means: Begin}, wait: {}}
norms:
  begin-when-agreed: {must: begin, when: sponsor.agreed and client.agreed, because: What was agreed is done.}
"""


def test_a_fact_that_a_norm_speaks_of_matters_through_it() -> None:
    question = next_question(begin_interview(load_policy(TEXT), engine="reference"))
    assert question is not None
    (waiting,) = question.waiting
    assert (waiting.act, waiting.norms, waiting.constraints) == ("begin", ("begin-when-agreed",), ())


def test_a_fact_that_only_a_constraint_ties_to_a_norm_matters_by_way_of_it() -> None:
    """Whether the sponsor has agreed isn't known; whether there is one can still tell, and the reason is told."""
    policy = load_policy(TEXT)
    state = answer(begin_interview(policy, given={"client.agreed": True}, engine="reference"), "sponsor.agreed", None)
    question = next_question(state)
    assert question is not None
    assert question.fact == "sponsor.there"
    (waiting,) = question.waiting
    assert (waiting.norms, waiting.constraints) == (("begin-when-agreed",), ("nobody-agrees-who-is-not-there",))
    shown = " ".join(text(waiting_document(question, policy)).split())
    assert "What was agreed is done. [begin-when-agreed]" in shown
    assert "the connection: without a sponsor, none can agree. [nobody-agrees-who-is-not-there]" in shown
