"""`coach-ethics change` and `coach-ethics judge`, as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import ENDED_ROAD, Run


def test_change_tells_what_can_be_brought_about_first(run: Run, case: Path) -> None:
    ended = run("change", case, "renegotiate")
    assert ended.status == 0
    possible, beyond = ended.out.split("What would work, but can't be changed")
    assert "spoken consent or written consent instead of no consent yet" in " ".join(possible.split())
    assert "removes keep-confidence" in possible
    assert "contract.foresees_block" in beyond
    assert "can't be changed" in beyond


def test_change_as_json(run: Run, case: Path) -> None:
    first, second, *_ = json.loads(run("change", case, "renegotiate", "--format", "json").out)["changes"]
    assert first["possible_now"] is True
    assert first["shifts"] == [
        {
            "fact": "consent.to_tell_sponsor",
            "present": "none",
            "value": "oral",
            "values": ["oral", "written"],
            "way": "bring_about",
            "judgement": False,
        }
    ]
    assert (first["status"], first["removes"], first["lifts"]) == (
        "permitted",
        ["keep-confidence", "ask-before-it-slips-away"],
        [["keep-confidence", "openness-with-both"]],
    )
    assert (second["possible_now"], second["shifts"][0]["fact"]) == (False, "block.present")


def test_what_would_forbid(run: Run, case: Path) -> None:
    assert "1." in run("change", case, "withdraw", "--to", "forbid").out


def test_two_norms_that_forbid_it_only_together_are_told(run: Run, case: Path) -> None:
    told = " ".join(run("change", case, "renegotiate").out.split())
    assert "removes keep-confidence, which has this effect only together with openness-with-both" in told


def test_what_would_give_any_status(run: Run, case: Path) -> None:
    """A status by its name; what has to be found out stands apart from what can't be changed."""
    ended = run("change", case, "renegotiate", "--to", "permitted")
    assert "What would make it permitted to renegotiate" in ended.out
    assert "spoken consent or written consent instead of no consent yet" in " ".join(ended.out.split())
    found = json.loads(run("change", case, "withdraw", "--to", "undetermined", "--format", "json").out)
    first, *_ = found["changes"]
    assert first["status"] == "undetermined"
    assert "Nothing would make it a dilemma" in run("change", case, "withdraw", "--to", "dilemma").out
    open_ = run("change", case, "seek_client_consent", "--to", "required").out
    assert "What may already be the case: find out" in open_


def test_why_tells_what_the_status_rests_on(run: Run, case: Path) -> None:
    """Which facts it needs, and which alone are enough; in text and as data."""
    ended = run("why", case, "renegotiate")
    rests = " ".join(ended.out.split("What it rests on")[1].split())
    assert "Without any one of these" in rests
    assert "no consent yet (consent refused would do as well) (consent.to_tell_sponsor)" in rests
    assert "These alone are enough, whatever else is the case:" in rests
    data = json.loads(run("why", case, "renegotiate", "--format", "json").out)
    assert ["consent.to_tell_sponsor"] in [[each["fact"] for each in one] for one in data["necessary"]]
    assert len(data["sufficient"]) == 1
    assert "On no fact: this holds in every situation." in run("why", case, "withhold_this_once").out
    assert "What it rests on" not in run("why", case, "refer").out


def test_what_needs_no_change_and_what_nothing_changes(run: Run, case: Path) -> None:
    assert "Nothing needs to change: nothing forbids it" in run("change", case, "seek_client_consent").out
    assert "it is forbidden as things stand" in run("change", case, "renegotiate", "--to", "forbid").out
    assert "Nothing would allow it" in run("change", case, "withhold this once").out


def test_what_would_determine(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "open.yaml"
    path.write_text(ENDED_ROAD.replace("consent.to_tell_sponsor: none\n", ""), "utf-8")
    ended = run("change", path, "renegotiate", "--to", "determine")
    assert "Has your client consented to your telling" in ended.out
    assert "consent refused or no consent yet - then you must not" in ended.out
    found = json.loads(run("change", path, "renegotiate", "--to", "determine", "--format", "json").out)
    (determining,) = found["determining"]
    assert determining["surely"] is True
    assert determining["facts"] == ["consent.to_tell_sponsor"]
    assert "It is already determined: forbidden." in run("change", path, "continue_coaching", "--to", "determine").out


def test_judging_what_is_not_permissible(run: Run, case: Path) -> None:
    ended = run("judge", case, "continue_coaching")
    assert ended.status == 1
    assert "Not permissible." in ended.out
    assert "no-carrying-on-regardless" in ended.out
    assert "essay P18, P19" in ended.out
    assert "tell client and withdraw" in ended.out.split("What would be permissible instead")[1]


def test_judging_what_is_permissible(run: Run, case: Path) -> None:
    assert run("judge", case, "withdraw").status == 0
    told = json.loads(run("judge", case, "withdraw", "--format", "json").out)
    assert (told["course"], told["permissible"], told["breaches"]) == (["tell_client", "withdraw"], True, [])


def test_judging_what_can_not_be_done_together(run: Run, case: Path) -> None:
    ended = run("judge", case, "withdraw", "renegotiate")
    assert ended.status == 1
    assert "What can't be done together" in ended.out


def test_an_act_that_is_not_there(run: Run, case: Path) -> None:
    for verb in ("change", "judge"):
        ended = run(verb, case, "renegotiat")
        assert ended.status == 2
        assert "did you mean `renegotiate`?" in ended.err
