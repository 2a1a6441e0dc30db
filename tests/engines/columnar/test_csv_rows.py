"""No row of a CSV file is read otherwise than it was meant: what Polars would take in silence is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach_ethics.engines.columnar.csv_rows import require_rows
from coach_ethics.problems import CaseProblems

pl = pytest.importorskip("polars", reason="Polars isn't installed")

REFUSED = {
    "a comma in a text": (
        "id,note,worth,place\n1,plain,60,here\n2,one,30,60,there\n",
        "1 row has another number of cells than the header, first in row 1 (line 3: 5 instead of 4)",
        "put a text that contains a comma in double quotes",
    ),
    "a cell too few": ("a,b\n1\n2,3\n4\n", "2 rows have another number of cells", "a comma for every cell"),
    "a comma at the end": ("a,b\n1,2,\n", "(line 2: 3 instead of 2)", "comma"),
    "semicolons": ("a;b\n1;2,5\n", "(line 2: 2 instead of 1)", "this file uses a semicolon"),
    "a blank line": ("a,b\n1,2\n\n3,4\n", "1 row has nothing in it, first in row 1 (line 3)", "delete the line"),
    "blank lines at the end": ("a,b\r\n1,2\r\n\r\n\r\n", "2 rows have nothing in it", "delete the line"),
    "white space": ("a,b\n1,2\n \t\n", "first in row 1 (line 3)", "delete the line"),
    "a blank line in one column": ("a\n1\n\n2\n", "first in row 1 (line 3)", "add a column that numbers the rows"),
    "the old mark of an end": ("a,b\n1,2\n\x1a", "Ctrl-Z in it", "delete the line"),
    "it after a blank line": ("a,b\n1,2\n\n\x1a\n", "row 2 (line 4)", "delete the line"),
    "inches": ('a,b\nx 5" screen,2\n', "first in row 0 (line 2)", 'such as `"a 5"" screen"`'),
    "inches twice": (
        'w,n\n60,a 5" one\n30,x\n20,a 7" one\n',
        "row 0 (line 2), row 2 (line 4)",
        "write the quote twice",
    ),
    "a text after a quote": ('a,b\n"x"y,2\n', "in row 0 (line 2)", "write the quote twice"),
    "a space before a quote": ('a,b\n1, "x, y"\n', "a double quote in the midst", "the whole cell"),
    "an open quote": ('a,b\n1,2\n3,"x\n4,5\n', "opened and never closed, in row 1 (line 3)", "close it"),
    "a very long open quote": ('a,b\n3,"x\n' + "4,5\n" * 50_000, "in row 0 (line 2)", "close it"),
    "behind a text of several lines": ('a,b\n"1\n2",3\n4\n', "row 1 (line 4: 1 instead of 2)", "comma"),
    "old line ends": ("a,b\r1,2\r", "a carriage return alone", "plain line ends"),
    "an empty file": ("", "it is empty", "the first line names the columns"),
    "a blank first line": ("\na,b\n1,2\n", "its first line is blank", "the first line names the columns"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(tmp_path: Path, name: str) -> None:
    """With the row as frames count it, the line as editors do, and what to do about it."""
    content, told, help_ = REFUSED[name]
    problem = _problem(tmp_path, content.encode())
    assert told in problem[0]
    assert help_ in problem[1]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,name\n1,Jörg\n".encode("latin-1"), "it isn't written in UTF-8: byte 0xf6 in line 2"),
        ("a,b\n1,2\n".encode("utf-16"), "it is written in UTF-16"),
    ],
)
def test_other_encodings(tmp_path: Path, content: bytes, told: str) -> None:
    message, help_ = _problem(tmp_path, content)
    assert told in message
    assert "save it as UTF-8" in help_


@pytest.mark.parametrize(
    "content",
    [
        "a,b\n1,2\n",
        "\ufeffa,b\r\n1,2\r\n",
        "a,b\n1,2",
        "a,b\n,\n",
        'a,b\n"x, y",2\n',
        'a,b\n"x ""y"" z",2\n',
        'a,b\n"two\nlines\n\n",2\n',
        'a\n""\n',
        "a,b\n",
    ],
)
def test_what_is_taken(tmp_path: Path, content: str) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(content.encode())
    require_rows(path)


@given(st.lists(st.tuples(st.text(st.sampled_from('a, "\n5')), st.integers(-9, 9) | st.none()), max_size=5))
def test_what_polars_writes_is_taken(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]]) -> None:
    """So no well-formed file is refused."""
    path = tmp_path_factory.mktemp("csv") / "in.csv"
    frame = pl.DataFrame(rows, schema={"text": pl.String, "number": pl.Int64}, orient="row")
    frame.write_csv(path)
    require_rows(path)


def _problem(folder: Path, content: bytes) -> tuple[str, str]:
    path = folder / "in.csv"
    path.write_bytes(content)
    with pytest.raises(CaseProblems) as caught:
        require_rows(path)
    assert {problem.code for problem in caught.value.problems} == {"K119"}
    told = caught.value.problems
    return " ".join(each.message for each in told), " ".join(each.help or "" for each in told)
