"""`coach-ethics compare`: a policy against its own variants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("z3", reason="comparisons need the extra `analysis`")

from tests.cli.conftest import Run

GIFTS = """\
policy: gifts
title: Gifts
version: 1.0.0
parameters:
  dear: {default: 50, min: 0, max: 99, means: from what worth on a gift is dear}
facts:
  gift.value: {type: int, min: 0, max: 99, ask: What is it worth?, means: what the gift is worth}
acts:
  accept: {means: Accept the gift}
norms:
  nothing-dear:
    must_not: accept
    when: gift.value >= dear
    because: A dear gift may sway you.
"""


@pytest.fixture
def gifts(tmp_path: Path) -> Path:
    path = tmp_path / "gifts.yaml"
    path.write_text(GIFTS, "utf-8")
    return path


def test_a_policy_is_compared_with_another_value_of_a_parameter(run: Run, gifts: Path) -> None:
    ended = run("compare", gifts, "--variant", "dear=20")
    assert (ended.status, ended.err) == (1, "")
    assert ended.out.startswith("From gifts as it stands to gifts with dear=20\n")
    assert "from unregulated to forbidden in 30.0 % of all situations" in ended.out


def test_a_policy_is_compared_with_each_variant_of_a_file(run: Run, gifts: Path, tmp_path: Path) -> None:
    """The values that are given besides hold for these variants, too."""
    lenient = {"name": "lenient", "off": ["nothing-dear"]}
    same = {"name": "same", "parameters": {"dear": 50}}
    (tmp_path / "variants.json").write_text(json.dumps([lenient, same]), "utf-8")
    found = json.loads(run("compare", gifts, "--variant", "variants.json", "--format", "json").out)
    assert [(each["variant"], each["agree"]) for each in found["variants"]] == [("lenient", False), ("same", True)]
    found = json.loads(run("compare", gifts, "--variant", "variants.json", "--variant", "dear=30", "-f", "json").out)
    assert [each["variant"] for each in found["variants"]] == ["dear=30", "lenient", "same"]


def test_two_versions_are_compared_in_prose(run: Run, gifts: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.yaml"
    newer.write_text(GIFTS.replace("1.0.0", "2.0.0").replace("default: 50", "default: 20"), "utf-8")
    ended = run("compare", gifts, newer, "--style", "prose")
    assert (ended.status, ended.err) == (1, "")
    assert ended.out.startswith("Where gifts 1.0.0 and gifts 2.0.0 differ\n")
    assert "gifts 2.0.0 must not; gifts 1.0.0 is silent." in ended.out
    assert "- for example: What the gift is worth: 20." in ended.out


def test_shares_are_weighed_as_asked(run: Run, gifts: Path) -> None:
    """From 20 to 49 forbidden: in a tenth of the weight; in all of it, where only 30 is ever given."""
    asked = ("compare", gifts, "--variant", "dear=20", "--marginal")
    out = " ".join(run(*asked, "gift.value=10:9,30:1").out.split())
    assert "from unregulated to forbidden in 10.0 % of all situations" in out
    assert "Weights were given for gift.value." in out
    (found,) = json.loads(run(*asked, "gift.value=10:9,30:1", "-f", "json").out)["variants"]
    assert found["marginals"] == {"gift.value": {"10": 9.0, "30": 1.0}}
    assert found["divergences"][0]["share"]["value"] == 0.1
    for wrong, told in (("gift.value=much", "`much` is not a weight"), ("gift.valu=1:1", "did you mean `gift.value`?")):
        ended = run(*asked, wrong)
        assert ended.status == 2
        assert told in ended.err


def test_what_else_changed_between_two_versions_is_listed(run: Run, gifts: Path, tmp_path: Path) -> None:
    """In every output; of two policies that are no versions of one, nothing is."""
    newer = tmp_path / "newer.yaml"
    newer.write_text(GIFTS.replace("1.0.0", "2.0.0").replace("default: 50", "default: 20"), "utf-8")
    for options in ((), ("--style", "prose")):
        out = run("compare", gifts, newer, *options).out
        assert "What else changed\n\n  - version from 1.0.0 to 2.0.0\n  - parameter changed\n" in out
        assert "    - dear: default from 50 to 20\n" in out
    assert "- **" not in run("compare", gifts, newer, "--format", "markdown").out.partition("## What else changed")[2]
    version, dear = json.loads(run("compare", gifts, newer, "--format", "json").out)["changes"]
    assert version["keys"] == [{"key": "version", "before": "1.0.0", "now": "2.0.0"}]
    assert (dear["section"], dear["name"], dear["kind"]) == ("parameters", "dear", "changed")
    assert "What else changed" not in run("compare", gifts, newer, "--act", "accept").out
    newer.write_text(GIFTS.replace("policy: gifts", "policy: newer").replace("1.0.0", "2.0.0"), "utf-8")
    assert "What else changed" not in run("compare", gifts, newer).out


def test_versions_that_only_say_it_otherwise_agree_and_tell_what_was_reworded(
    run: Run, gifts: Path, tmp_path: Path
) -> None:
    newer = tmp_path / "newer.yaml"
    newer.write_text(GIFTS.replace("because: ", "because: In other words, "), "utf-8")
    ended = run("compare", gifts, newer)
    assert (ended.status, ended.err) == (0, "")
    assert "They agree" in ended.out
    assert "norm reworded" in ended.out
    assert "From gifts (gifts.yaml) to gifts (newer.yaml)" in ended.out


def test_the_draft_of_a_changelog_has_a_star_before_each_changed_verdict(run: Run, gifts: Path, tmp_path: Path) -> None:
    newer = tmp_path / "newer.yaml"
    newer.write_text(GIFTS.replace("1.0.0", "2.0.0").replace("default: 50", "default: 20"), "utf-8")
    ended = run("compare", gifts, newer, "--changelog", "--format", "markdown")
    assert (ended.status, ended.err) == (1, "")
    assert ended.out.startswith("## gifts 2.0.0\n")
    assert "- ★ `accept` was unregulated and is **forbidden** (30.0 % of all situations)\n" in ended.out
    assert "for example: What the gift is worth: 20." in ended.out.replace("*", "")
    assert "- version from 1.0.0 to 2.0.0\n" in ended.out
    newer.write_text(GIFTS.replace("1.0.0", "2.0.0"), "utf-8")
    ended = run("compare", gifts, newer, "--changelog")
    assert (ended.status, ended.err) == (0, "")
    assert "★" not in ended.out
    assert "No verdict changes." in ended.out


def test_a_lost_companion_has_a_star(run: Run, tmp_path: Path) -> None:
    old = (
        "policy: telling\nversion: {}\nfacts: {{disclosure.told: {{type: bool, ask: Told?, means: it is told}}}}\n"
        "acts: {{disclose: {{means: Tell}}, record: {{means: Write it down}}}}\nnorms:\n"
    )
    both = "  may-tell: {may: disclose}\n", "  record-it: {if_doing: disclose, must: record, when: disclosure.told}\n"
    (tmp_path / "old.yaml").write_text(old.format("1") + "".join(both))
    (tmp_path / "new.yaml").write_text(old.format("2") + both[0])
    out = run("compare", tmp_path / "old.yaml", tmp_path / "new.yaml", "--changelog", "-f", "markdown").out
    assert "- ★ **record** has to be done with **disclose** under telling 1, but not under telling 2.\n  - `rec" in out
    assert "for example: It is told." in out.replace("*", "")
    assert "  - `record-it`: must: record; if doing: disclose; when: `disclosure.told`\n" in out


def test_a_lost_companion_is_no_agreement(run: Run, tmp_path: Path) -> None:
    """A duty that comes with an act shows in no status; without it, something else goes with an act."""
    old = (
        "policy: telling\nversion: {}\nfacts: {{case.told: {{type: bool, ask: Told?, means: it is told}}}}\n"
        "acts: {{disclose: {{means: Tell}}, record: {{means: Write it down}}}}\n"
        "norms:\n  may-tell: {{may: disclose, when: case.told}}\n"
    )
    (tmp_path / "old.yaml").write_text(
        old.format("1") + "  record-it: {if_doing: disclose, must: record, when: case.told}\n"
    )
    (tmp_path / "new.yaml").write_text(old.format("2"))
    for options in ((), ("--act", "disclose"), ("--style", "prose"), ("--shared-only",)):
        ended = run("compare", tmp_path / "old.yaml", tmp_path / "new.yaml", *options)
        assert (ended.status, ended.err) == (1, "")
        assert "agree" not in ended.out
        assert "record has to be done with disclose under telling 1, but not under telling 2" in ended.out
        assert "for example: It is told." in ended.out
    found = json.loads(run("compare", tmp_path / "old.yaml", tmp_path / "new.yaml", "-f", "json").out)
    assert (found["agree"], found["divergences"]) == (False, [])
    (lost,) = found["companions"]
    assert (lost["said"], lost["unsaid"], lost["norms"]) == (["telling 1"], ["telling 2"], {"telling 1": ["record-it"]})
    assert lost["situation"] == {"case.told": True}


def test_the_same_value_makes_no_difference(run: Run, gifts: Path) -> None:
    ended = run("compare", gifts, "--variant", "dear=50")
    assert (ended.status, ended.err) == (0, "")
    assert "They agree" in ended.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name another policy, or give `--variant`"),
        (("essay", "--variant", "dear=20"), "a policy is compared with others, or with its own"),
        (("essay", "aoec", "--changelog"), "it is for two versions of a policy"),
        (("essay", "--changelog", "--style", "prose"), "it is for two versions of a policy"),
        (("--variant", "dear=20", "--known"), "it is for several policies, and not for variants"),
        (("--variant", "deer=20"), "did you mean `dear`?"),
        (("--variant", "dear=100"), "`100` is not a value of the parameter `dear`"),
        (("--variant", "dear=1", "--variant", "dear=2"), "`--variant dear` is given more than once"),
    ],
)
def test_what_does_not_make_a_comparison_is_explained(
    run: Run, gifts: Path, arguments: tuple[str, ...], said: str
) -> None:
    ended = run("compare", gifts, *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert said in ended.err


@pytest.mark.parametrize(
    "text", ["gift.value: {10: 9, 30: 1}\n", '{"gift.value": {"10": 9, "30": 1}}', "gift.value: 10:9,30:1\n"]
)
def test_marginals_may_stand_in_a_file(run: Run, gifts: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "often.yaml").write_text(text, "utf-8")
    asked = ("compare", gifts, "--variant", "dear=20", "--format", "json", "--marginal")
    assert run(*asked, "often.yaml") == run(*asked, "gift.value=10:9,30:1")


def test_a_file_that_has_no_marginals_is_refused(run: Run, gifts: Path, tmp_path: Path) -> None:
    (tmp_path / "often.yaml").write_text("- 1\n", "utf-8")
    ended = run("compare", gifts, "--variant", "dear=20", "--marginal", "often.yaml")
    assert (ended.status, "often.yaml:1:1: error K120" in ended.err) == (2, True)
    twice = run("compare", gifts, "--variant", "dear=20", "--marginal", "often.json", "--marginal", "gift.value=1:1")
    assert twice.status == 2
