"""`coach-ethics ask` through a pipe: the essay's paths as transcripts, and what else a dialogue has to bear."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.golden import golden
from tests.interview.essay_paths import END_OF_ROAD, ENDS, PATHS

from coach_ethics.cli.interviewing import ask_follow_up, run_interview
from coach_ethics.cli.line_prompter import LinePrompter
from coach_ethics.engines.registry import EVALUATORS, installed
from coach_ethics.interview import begin_interview
from coach_ethics.model.vocabulary import Value
from coach_ethics.render.plain_text import text

HERE = Path(__file__).parent


def typed(values: object) -> str:
    """Values as a coach types them, one a line."""
    assert isinstance(values, dict)
    words = {True: "yes", False: "no"}
    return "".join(
        f"{words[each] if isinstance(each, bool) else str(each).replace('_', ' ')}\n" for each in values.values()
    )


@pytest.mark.parametrize("engine", [name for name in EVALUATORS if installed(name)])
@pytest.mark.parametrize("path", PATHS)
def test_the_paths_of_the_essay(run: Run, path: str, engine: str) -> None:
    """Each path of the essay's dialogue on every engine, word by word: questions, closing, what may be asked on.

    What to do is held in tests/interview/test_essay.py.
    """
    ended = run("ask", "--engine", engine, stdin=typed(PATHS[path]))
    assert (ended.status, ended.err) == (0, "")
    assert ended.out == golden(HERE / "ask" / f"{path}.txt", ended.out)


def test_as_data_the_questions_are_apart_from_the_assessment(run: Run) -> None:
    """The same questions, on the standard error; the standard output is JSON, and no more."""
    ended = run("ask", "--format", "json", stdin=typed(PATHS["withdraw"]))
    assert (HERE / "ask" / "withdraw.txt").read_text("utf-8").startswith(ended.err)
    statuses = {act: found["status"] for act, found in json.loads(ended.out)["findings"].items()}
    assert {act: statuses[act] for act in ENDS["withdraw"]} == ENDS["withdraw"]


def test_at_the_end_come_the_assessment_and_what_may_be_asked_on(run: Run) -> None:
    ended = run("ask", stdin=typed(PATHS["withdraw"]))
    assert ended.status == 0
    places = [
        ended.out.index(part)
        for part in (
            "Question 14",
            "Tell the client that there is no more you can do, and end the coaching. ",
            "it replaces neither",
            "What are your choices?",
            "What happens if you continue coaching anyway?",
            "What would allow you to renegotiate?",
            "Objection: This could harm your client's career.",
        )
    ]
    assert places == sorted(places)
    assert max(map(len, ended.out.splitlines())) <= 100


def test_why_back_and_not_known(run: Run) -> None:
    """`?` says why and puts the question again; `b` goes back; `u` leaves it open, and the end says what stays so."""
    lines = "?\nclient learning\nb\nb\n" + typed(END_OF_ROAD) + "u\nu\nu\n"
    ended = run("ask", stdin=lines)
    assert "This is asked because the answer affects:" in ended.out
    assert "Source of the question: essay P6, P7, P26, P27." in ended.out
    assert "This is the first question." in ended.out
    assert ended.out.count("What are you here for?") == 4
    assert "What this leaves open, and what you would have to find out" in ended.out
    assert "Has your client consented to your telling the sponsor about the block?" in ended.out


def test_what_does_not_fit_is_asked_for_again(run: Run) -> None:
    ended = run("ask", stdin="9\nown interest\nmaybe\nyes\nq\n")
    assert "`maybe` is not an answer to the question about `sponsor.present`; expected yes or no" in ended.out
    assert "`9` is not an answer to the question about `coach.purpose`" in ended.out
    assert "Question 3" in ended.out
    assert "return to purpose" in ended.out.lower()


def test_any_earlier_answer_is_amended(run: Run) -> None:
    """Chosen from all so far, asked again with what was said, and the interview goes on where it was."""
    ended = run("ask", "--format", "json", stdin="a\nclient learning\nyes\na\n3\n2\n?\nno\nq\n")
    assert "Nothing has been answered yet." in ended.err
    assert "Your answers so far:" in ended.err
    assert "`3` is not allowed; enter 1 to 2, or press Enter to change none" in ended.err
    assert "Your previous answer: yes." in ended.err
    assert json.loads(ended.out)["situation"] == {"coach.purpose": "client_learning", "sponsor.present": False}


def test_the_end_of_input_ends_politely(run: Run) -> None:
    """With the assessment of what is known by then."""
    for stdin in ("", "yes\n", "yes", b"\xff\xfe\n"):
        ended = run("ask", stdin=stdin)
        assert (ended.status, ended.err) == (0, "")
        assert "The input ends here; this is the result so far." in ended.out
        assert "it replaces neither" in ended.out


def test_what_is_saved_can_be_assessed(run: Run) -> None:
    """`--save` writes an engagement from which `assess` says the same."""
    ended = run("ask", "--save", "mine.yaml", "--format", "json", stdin=typed(PATHS["withdraw"]))
    assert "The answers are saved in mine.yaml" in ended.err
    again = run("assess", "mine.yaml", "--format", "json")
    assert json.loads(again.out)["findings"] == json.loads(ended.out)["findings"]


def test_what_was_found_is_shown_even_if_it_cannot_be_saved(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk may be full by then."""

    def full(path: Path, *_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    ended = run("ask", "--about", "refer", "--save", "mine.yaml", stdin="no\n")
    assert ended.status == 2
    assert "it replaces neither" in ended.out
    assert "F105: `mine.yaml` can't be written: no space left on device" in ended.err


def test_ctrl_c_stops_and_keeps_what_was_answered() -> None:
    """As `q` does: what was answered is there to be assessed and saved."""
    told: list[str] = []
    lines = iter(["client learning\n"])

    def read() -> str:
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    prompter = LinePrompter(read, told.append, lambda document: told.append(text(document)), echo=False)
    led = run_interview(begin_interview("essay", engine="reference"), prompter)
    state = led.state
    assert led.interrupted
    assert [each.fact for each in state.answers] == ["coach.purpose"]
    assert "Stopped; this is the result so far." in "".join(told)
    ask_follow_up(state, prompter)


def test_commands_may_be_spelled_out_and_in_capitals(run: Run) -> None:
    """Back, quit and why; yes and no; and an answer taken back is told."""
    ended = run("ask", stdin="client learning\nYES\nBACK\nNo\nB\nWhy\ny\nQuit\n")
    assert ended.out.count("Your previous answer: yes.") == 1
    assert ended.out.count("Your previous answer: no.") == 2
    assert "This is asked because the answer affects:" in ended.out
    assert "The input ends here" not in ended.out
    assert "doesn't fit" not in ended.out


def test_a_word_that_is_an_answer_is_no_command(run: Run, tmp_path: Path) -> None:
    """Where a question takes `back` for an answer, only the key goes back."""
    (tmp_path / "mine.yaml").write_text(
        "policy: mine\nversion: 1.0.0\nfacts: {next.step: {type: enum, values: [back, forth]}}\n"
        "acts: {rest: {}}\nnorms: {rest: {must: rest, when: next.step == back}}\n"
    )
    ended = run("ask", "--policy", "mine.yaml", "--format", "json", stdin="BACK\n")
    assert json.loads(ended.out)["situation"] == {"next.step": "back"}


def test_a_refusal_says_what_fits_as_the_prompt_does(run: Run) -> None:
    ended = run("ask", stdin="yes\n9\nown interests\nq\n")
    assert "`9` is not an answer to the question about `coach.purpose`; expected 1 to 4, or the words" in ended.out
    assert "did you mean `own interest`?" in ended.out


def test_follow_ups_are_headed_and_objections_told_for_such(run: Run) -> None:
    ended = run("ask", stdin=typed(PATHS["withdraw"]))
    assert "Follow-up questions" in ended.out
    assert "Objection: This could harm your client's career." in ended.out


def test_an_interview_goes_on_from_a_case(run: Run) -> None:
    """What the case says isn't asked; and what is saved is the case with the answers."""
    Path("case.yaml").write_text("sponsor: none\nblock.present: false\n", "utf-8")
    ended = run("ask", "case.yaml", "--save", "case.yaml", stdin="client learning\nyes\n0\npending\n")
    assert ended.status == 0
    assert "Question 1 of " in ended.out
    assert "sponsor as well as your client" not in ended.out
    written = Path("case.yaml").read_text("utf-8")
    assert "sponsor: none" in written
    assert "coach.purpose: client_learning" in written
    assert run("assess", "case.yaml").status == 0


def test_only_what_is_asked_about(run: Run) -> None:
    ended = run("ask", "--about", "agree outcomes", "--about", "refer", "--format", "json", stdin="no\nyes\nno\n")
    assert json.loads(ended.out)["situation"] == {
        "sponsor.present": False,
        "outcomes.agreed_by_client": True,
        "coach.within_competence": False,
    }


def test_a_policy_of_ones_own(run: Run, small: Path) -> None:
    ended = run("ask", "--policy", small, stdin="yes\n")
    assert "Were you offered a gift?" in ended.out
    assert "What happens if you accept anyway?" in ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--about", "witdraw"), "A101: `witdraw` is not an act of policy `essay`"),
        (("--save", "there.yaml"), "F104: `there.yaml` already exists"),
        (("--save", "nowhere/mine.yaml"), "F105: `nowhere/mine.yaml` can't be written"),
        (("none.yaml",), "X404"),
        (("--policy", "esay"), "X407"),
        (("--engine", "steam"), "E501"),
    ],
)
def test_bad_input_is_told_before_anything_is_asked(run: Run, arguments: tuple[str, ...], said: str) -> None:
    Path("there.yaml").write_text("block.present: true\n", "utf-8")
    ended = run("ask", *arguments, stdin="yes\n")
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err


def test_answers_that_cannot_be_together_are_refused(run: Run, tmp_path: Path) -> None:
    """The fix is told, and the question is put again."""
    values: dict[str, Value] = {"sponsor.present": False, "confidence.of_client": True, "confidence.conflict": True}
    (tmp_path / "case.yaml").write_text("".join(f"{name}: {str(value).lower()}\n" for name, value in values.items()))
    ended = run("ask", "case.yaml", "--about", "disclose", stdin="sponsor\nsupervisor\n")
    assert "contradicts what is already known: without a sponsor, no sponsor can be told anything" in " ".join(
        ended.out.split()
    )
    assert ended.out.count("Whom would you tell?") >= 2


def test_nothing_that_a_terminal_would_obey_is_repeated(run: Run) -> None:
    """What is piped in is repeated, but not the escapes in it."""
    ended = run("ask", stdin="\x1b[31mred\nyes\n")
    assert "\x1b" not in ended.out
    assert "[31mred" in ended.out
