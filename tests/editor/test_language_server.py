"""The language server, spoken to as an editor does: JSON-RPC over standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

POLICY = """\
policy: gifts
title: Gifts 🎁
sources: {our-code: {title: Our code of ethics}}
facts:
  gift.offered: {type: bool, ask: Has the client offered you a gift?, means: a gift has been offered to the coach}
  gift.size: {type: enum, values: [none, small, large], ordered: true, ask: How large?, means: how large the gift is}
  gift.count: {type: int, min: 0, max: 12, ask: How many?, means: how many gifts there were}
acts:
  accept: {means: Accept the gift}
concepts:
  dear: {when: gift.size == large or gift.count > 1, means: the gift is too dear}
norms:
  no-gifts:
    must_not: accept
    when: gift.offered and dear
    because: A 🎁 may sway you.
    cites: [our-code 1]
  fine:
    may: accept
    when: gift.offered and gift.size <= small
    overrides: no-gifts
    because: To refuse a token of thanks can hurt.
    cites: our-code 1
clauses:
  "1": {summary: Dear gifts are declined., norms: [no-gifts, fine]}
scenarios:
  - scenario: a watch is declined
    given: {gift.offered: true, gift.size: large}
    expect: {forbidden: accept}
  - scenario: a book is kept
    given: {gift.offered: true, gift.size: small, gift.count: 1}
    expect: {permitted: accept}
"""


class Editor:
    """An editor with one file open."""

    def __init__(self, folder: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "coach_ethics", "language-server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
        )
        self.uri = (folder / "gifts.yaml").as_uri()
        self.number, self.version = 0, 0
        capabilities = {"general": {"positionEncodings": ["utf-16"]}}
        self.can = self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})

    def tell(self, method: str, params: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        data = json.dumps(message if number is None else {**message, "id": number}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.process.stdin.flush()

    def hear(self) -> Any:
        assert self.process.stdout
        length = 0
        while line := self.process.stdout.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        assert length, "the server has ended"
        return json.loads(self.process.stdout.read(length))

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self.tell(method, params, self.number)
        while (answer := self.hear()).get("id") != self.number:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def problems(self, text: str) -> list[Any]:
        """What the server publishes once the file has this text."""
        self.version += 1
        document = {"uri": self.uri, "version": self.version}
        if self.version == 1:
            self.tell("textDocument/didOpen", {"textDocument": {**document, "languageId": "yaml", "text": text}})
        else:
            self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})
        while (said := self.hear()).get("method") != "textDocument/publishDiagnostics":
            pass
        found: list[Any] = said["params"]["diagnostics"]
        return found

    def at(self, method: str, text: str) -> Any:
        """Open a text, in which `¦` is the cursor, and ask something about this place."""
        line = next(number for number, each in enumerate(text.split("\n")) if "¦" in each)
        before = text.split("\n")[line].partition("¦")[0]
        self.problems(text.replace("¦", ""))
        position = {"line": line, "character": len(before.encode("utf-16-le")) // 2}
        return self.ask(f"textDocument/{method}", {"textDocument": {"uri": self.uri}, "position": position})

    def labels(self, text: str) -> list[str]:
        """What can be written at a cursor."""
        return [item["label"] for item in self.at("completion", text)["items"]]


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    pytest.importorskip("pygls", reason="pygls isn't installed")
    folder = tmp_path_factory.mktemp("policies")
    (folder / "house.yaml").write_text("policy: house\nacts: {rest: {means: Rest}}\n")
    (folder / "gifts.yaml").write_text(POLICY)
    editor = Editor(folder)
    yield editor
    editor.ask("shutdown", None)
    editor.tell("exit", None)
    assert editor.process.wait(20) == 0


def test_a_good_policy_has_no_problems_and_a_bad_one_all_of_its_own(editor: Editor) -> None:
    """Problems are those of `check`, at their places, counted as the editor counts."""
    assert editor.can["capabilities"]["hoverProvider"]
    assert editor.problems(POLICY) == []
    bad = POLICY.replace("gift.offered and dear", "🎁 or gift.oferred")
    found = {each["code"]: each for each in editor.problems(bad)}
    assert found["N102"]["message"].endswith("\ndid you mean `gift.offered`?")
    assert found["N102"]["range"]["start"] == {"line": 14, "character": len("    when: 🎁 or ") + 1}
    (broken,) = editor.problems(POLICY.replace("    when: gift.offered and dear", "      when: gift.offered"))
    assert (broken["code"], broken["severity"], broken["range"]["start"]["line"]) == ("Y102", 1, 14)
    assert editor.problems("a: 1\nb: [\n") == []  # whatever it is, it is no policy


def test_what_the_whole_shows_is_told_when_the_file_is_saved(editor: Editor) -> None:
    """Lints wait for a save, since they look at all situations."""
    editor.problems(POLICY)  # what is opened is linted at once, so the file has to be open before it is changed
    without = POLICY.replace("    because: A 🎁 may sway you.\n", "")
    assert editor.problems(without) == []
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri}})
    (found,) = editor.hear()["params"]["diagnostics"]
    assert (found["code"], found["severity"]) == ("L006", 2)


@pytest.mark.parametrize(
    ("written", "there", "not_there"),
    [
        ("    when: gift.offered and d¦", {"dear", "gift.size", "and", "block.present"}, {"accept", "no-gifts"}),
        ("    when: gift.size == ¦", {"none", "small", "large"}, {"dear", "true"}),
        ("    when: gift.size in (small, ¦", {"none", "small", "large"}, {"dear"}),
        ("    when: gift.count > ¦", {"0"}, {"dear", "small"}),
        ("    when: gift.offered and not gift.size >= s¦ and dear", {"small"}, {"dear"}),
        ("    may: ¦", {"accept"}, {"no-gifts", "dear"}),
        ("    overrides: [¦", {"no-gifts"}, {"accept"}),
        ("    cites: [our-¦", {"our-code", "our-code 1"}, {"accept"}),
        ("    ¦", {"must", "because", "overrides"}, {"acts", "policy", "accept"}),
        ("¦", {"constraints", "dialogue", "extends"}, {"because"}),
        ("extends: ¦", {"house", "confidentiality"}, {"accept"}),
        ("facts:\n  gift.kept: {type: ¦", {"bool", "int", "enum"}, {"accept"}),
        ("facts:\n  gift.kept:\n    ¦", {"type", "ask", "min", "values"}, {"must"}),
        ("scenarios:\n  - scenario: one\n    given: {¦", {"gift.offered", "block.present"}, {"true"}),
        ("scenarios:\n  - scenario: one\n    given: {gift.size: ¦", {"small", "unknown"}, {"gift.size"}),
        ("scenarios:\n  - scenario: one\n    expect:\n      forbidden: [¦", {"accept"}, {"no-gifts"}),
        ("scenarios:\n  - scenario: one\n    expect: {in_force: ¦", {"no-gifts"}, {"accept"}),
        ("scenarios:\n  - scenario: one\n    expect: {required_with: {¦", {"accept"}, {"no-gifts"}),
        ("scenarios:\n  - scenario: one\n    expect: {forbidden_with: {accept: [¦", {"accept"}, {"no-gifts"}),
        ("properties:\n  one: {never: in_force(¦", {"no-gifts"}, {"accept"}),
        ("properties:\n  one:\n    never: required_with(accept, ¦", {"accept"}, {"no-gifts"}),
        ("properties:\n  one: {never: for¦", {"forbidden_with("}, {"accept"}),
        ("properties:\n  one: {never: notice(¦", set(), {"accept", "no-gifts"}),
        ("presume:\n  ¦", {"gift.offered", "block.present"}, {"accept"}),
        ("    because: ¦", set(), {"accept", "gift.offered"}),
    ],
)
def test_completions_fit_the_place(editor: Editor, written: str, there: set[str], not_there: set[str]) -> None:
    """Keys, names, enumerators and ranges, in a text that is not yet YAML."""
    editor.problems(POLICY)
    head, norms, tail = POLICY.partition("    cites: our-code 1\n")
    text = f"{head}{written}\n" if written.startswith("    ") else f"{head}{norms}{tail}{written}\n"
    found = set(editor.labels(text))
    assert there <= found
    assert not not_there & found


def test_ranges_and_meanings_come_along(editor: Editor) -> None:
    items = editor.at("completion", POLICY.replace("gift.offered and dear", "gift.¦"))["items"]
    (count,) = (item for item in items if item["label"] == "gift.count")
    assert count["detail"] == "0 to 12"
    assert "how many gifts there were" in count["documentation"]
    assert count["textEdit"]["range"]["start"] == {"line": 14, "character": len("    when: ")}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("gift.of¦fered and dear", "**`gift.offered`**: fact, true or false\n\na gift has been offered to the coach"),
        (
            "gift.offered and de¦ar",
            "**`dear`**: concept, `gift.size == large or gift.count > 1`\n\nthe",
        ),
    ],
)
def test_names_say_what_they_mean(editor: Editor, written: str, said: str) -> None:
    found = editor.at("hover", POLICY.replace("gift.offered and dear", written))
    assert found["contents"]["value"].startswith(said)


def test_definitions_are_found_here_and_in_what_is_extended(editor: Editor) -> None:
    (here,) = editor.at("definition", POLICY.replace("overrides: no-gifts", "overrides: no-gi¦fts"))
    assert (here["uri"], here["range"]["start"]) == (editor.uri, {"line": 12, "character": 2})
    heir = "policy: gifts\nextends: house\nnorms: {sleep: {must: re¦st}}\n"
    (there,) = editor.at("definition", heir)
    assert there["uri"].endswith("/house.yaml")
    assert there["range"]["start"] == {"line": 1, "character": 7}
