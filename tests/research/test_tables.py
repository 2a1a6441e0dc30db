"""Tables as they come: what each cell was taken for is shown, and nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import coach_ethics as ce
from coach_ethics.research import Codebook, codebook, codebook_table, read_codebook, read_table

FACTS = ["harm.likelihood", "disclosure.foreseen_by_contract", "disclosure.recipient", "commitment.missed_in_a_row"]
COLUMNS = dict(zip(FACTS, ("Q1", "Q2", "Q3", "Q4"), strict=True))
VALUES = {
    "harm.likelihood": ["likely", None, "none"],
    "disclosure.foreseen_by_contract": [True, False, None],
    "disclosure.recipient": ["professional_helper", "sponsor", None],
    "commitment.missed_in_a_row": [2, None, 0],
}
TEXT = "id,Q1,Q2,Q3,Q4\na,Very likely, YES ,Professional helper,2\nb,-99,0,sponsor,NA\nc,None,,N/A,0\n"


@pytest.fixture(scope="module")
def book() -> Codebook:
    """The first one, with one label of the survey's added, as in a spreadsheet."""
    first = codebook_table(codebook("essay", FACTS, columns=COLUMNS))
    return read_codebook(
        first + "harm.likelihood,Q1,,Very likely,likely\nharm.likelihood,Q1,,Not at all,none\n", "essay"
    )


def _file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding)
    return path


def _values(path: Path, book: Codebook, **given: str) -> dict[str, list[object]]:
    frame = read_table(path, book, "essay", **given).frame()
    return {name: frame[name].to_list() for name in FACTS}


def test_a_table_is_read_by_its_codebook(tmp_path: Path, book: Codebook) -> None:
    """Case and blanks don't matter; yes, 1, -99 and NA mean what the codebook says; other columns are kept."""
    read = read_table(_file(tmp_path, "survey.csv", TEXT), book, "essay")
    frame = read.frame()
    assert {name: frame[name].to_list() for name in FACTS} == VALUES
    assert (read.other_columns, frame["id"].to_list()) == (("id",), ["a", "b", "c"])
    assert frame.schema["disclosure.foreseen_by_contract"] == pl.Boolean
    shown = [str(each) for each in read.mappings]
    assert "harm.likelihood: `Very likely` in `Q1` is likely, in 1 row" in shown
    assert "disclosure.foreseen_by_contract: an empty cell in `Q2` is not known, in 1 row" in shown
    assert sum(each.count for each in read.mappings) == 3 * len(FACTS), "every cell is accounted for"


@pytest.mark.parametrize(
    ("name", "text", "given"),
    [
        ("a.csv", TEXT.replace(",", ";"), {}),
        ("a.tsv", TEXT.replace(",", "\t"), {}),
        ("a.txt", TEXT.replace(",", "|"), {"separator": "|"}),
        ("a.csv", TEXT.replace(",", ";").replace(";2\n", ";2,0\n"), {"decimal": ","}),
        ("a.csv", "\ufeff" + TEXT, {}),
        ("a.csv", TEXT.replace("\n", "\r\n"), {}),
    ],
)
def test_texts_of_all_kinds(tmp_path: Path, book: Codebook, name: str, text: str, given: dict[str, str]) -> None:
    assert _values(_file(tmp_path, name, text), book, **given) == VALUES


def test_the_separator_is_told(tmp_path: Path, book: Codebook) -> None:
    read = read_table(_file(tmp_path, "a.csv", TEXT.replace(",", ";")), book, "essay")
    assert read.notes == ("cells are separated by semicolons",)


def test_another_encoding_is_said_and_can_be_given(tmp_path: Path, book: Codebook) -> None:
    path = _file(tmp_path, "a.csv", TEXT.replace("id", "größe"), "cp1252")
    with pytest.raises(ce.CaseProblems, match="isn't written in `utf-8-sig`"):
        read_table(path, book, "essay")
    assert _values(path, book, encoding="cp1252") == VALUES


def test_the_three_header_rows_of_qualtrics(tmp_path: Path, book: Codebook) -> None:
    head, *rows = TEXT.splitlines()
    ids = ",".join('"{""ImportId"":""' + name + '""}"' for name in head.split(","))
    text = "\n".join([head, '"a text,\nand more",b,c,d,e', ids, *rows])
    read = read_table(_file(tmp_path, "q.csv", text), book, "essay")
    assert read.size == 3
    assert "Qualtrics" in read.notes[1]
    with pytest.raises(ce.CaseProblems, match="first in line 5"):
        read_table(_file(tmp_path, "q.csv", text.replace("Very likely", "Rather likely")), book, "essay")


def test_spss(tmp_path: Path, book: Codebook) -> None:
    """Values with labels are read by them; 1 means no here, because the file says so."""
    pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat isn't installed")
    frame = pl.DataFrame({"Q1": [4.0, None, 1.0], "Q2": [2.0, 1.0, None], "Q3": ["Professional helper", "sponsor", ""]})
    frame = frame.with_columns(Q4=pl.Series([2.0, None, 0.0]))
    labels = {"Q1": {4.0: "Very likely", 1.0: "Not at all"}, "Q2": {1.0: "No", 2.0: "Yes"}}
    pyreadstat.write_sav(frame, str(tmp_path / "a.sav"), variable_value_labels=labels)
    read = read_table(tmp_path / "a.sav", book, "essay")
    assert {name: read.frame()[name].to_list() for name in FACTS} == VALUES
    told = [str(each) for each in read.mappings]
    assert "disclosure.foreseen_by_contract: `1` (“No”) in `Q2` is false, in 1 row" in told


def test_excel(tmp_path: Path, book: Codebook) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl isn't installed")
    workbook = openpyxl.Workbook()
    workbook.active.title = "first"
    sheet = workbook.create_sheet("answers")
    for row in [["Q1", "Q2", "Q3", "Q4"], ["Very likely", True, "Professional helper", 2]]:
        sheet.append(row)
    for row in [[-99, 0, "sponsor", None], ["None", None, "N/A", 0.0], [None, None, None, None]]:
        sheet.append(row)
    workbook.save(tmp_path / "a.xlsx")
    assert _values(tmp_path / "a.xlsx", book, sheet="answers") == VALUES
    with pytest.raises(ce.CaseProblems, match="it has `first`, `answers`"):
        read_table(tmp_path / "a.xlsx", book, "essay", sheet="answer")


@pytest.mark.parametrize("ending", ["arrow", "feather", "parquet"])
def test_arrow(tmp_path: Path, book: Codebook, ending: str) -> None:
    """Also with factors, as R writes them: a dictionary of texts."""
    frame = pl.read_csv(TEXT.encode(), infer_schema=False).with_columns(pl.col("Q1").cast(pl.Categorical))
    path = tmp_path / f"a.{ending}"
    frame.write_parquet(path) if ending == "parquet" else frame.write_ipc(path)
    assert _values(path, book) == VALUES


def test_all_cells_without_a_meaning_are_said_at_once(tmp_path: Path, book: Codebook) -> None:
    """In one round, with their lines in the file, whatever the types of their facts."""
    text = TEXT.replace("Very likely", "Rather likely").replace(" YES ", "perhaps").replace(",2\n", ",two\n")
    with pytest.raises(ce.CaseProblems) as refused:
        read_table(_file(tmp_path, "a.csv", text), book, "essay")
    told = [problem.message for problem in refused.value.problems]
    assert [message.partition(", of which")[0] for message in told] == [
        "1 row has `two` in `Q4`",
        "1 row has `perhaps` in `Q2`",
        "1 row has `Rather likely` in `Q1`",
    ]
    assert all(message.endswith("first in line 2") for message in told)


def test_a_column_of_another_fact_is_kept_as_it_is(tmp_path: Path) -> None:
    """Of what the codebook doesn't mention nothing is taken for a value, whatever it is called."""
    text = "sponsor.present,block.present,commitment.missed_in_a_row\nyes,perhaps,often\n"
    read = read_table(_file(tmp_path, "a.csv", text), codebook("essay", ["sponsor.present"]), "essay")
    assert read.other_columns == ("block.present", "commitment.missed_in_a_row")
    assert read.frame().row(0) == (True, "perhaps", "often")


def test_rows_that_break_constraints_are_counted(tmp_path: Path) -> None:
    book = codebook("essay", ["sponsor.present", "outcomes.agreed_by_sponsor", "harm.to"])
    text = "sponsor.present,outcomes.agreed_by_sponsor\nno,yes\nyes,yes\n"
    read = read_table(_file(tmp_path, "a.csv", text), book, "essay")
    assert [(each.constraints, each.rows) for each in read.impossible] == [(("no-sponsor-no-agreement",), (0,))]
    assert read.absent == ("harm.to",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        ("a,b\n1,2\n", "has none of the columns of the codebook"),
        ("Q1,Q1\n,\n", "more than one column `Q1`"),
        ("Q1,Q2\nx,,\n", "has 3 cells, and the header 2"),
    ],
)
def test_what_is_no_table_is_said(tmp_path: Path, book: Codebook, text: str, message: str) -> None:
    with pytest.raises(ce.CaseProblems) as refused:
        read_table(_file(tmp_path, "a.csv", text), book, "essay")
    assert message in str(refused.value)


def test_a_codebook_is_a_table_that_is_read_back(book: Codebook, tmp_path: Path) -> None:
    assert read_codebook(codebook_table(book), "essay") == book
    path = _file(tmp_path, "codebook.csv", codebook_table(book), "utf-8-sig")
    assert read_codebook(str(path), "essay") == book == read_codebook(path, "essay")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("harm.likelyhood,Q,,a,likely", "line 2: `harm.likelyhood` is not a fact"),
        ("harm.likelihood,Q,,a,liekly", "line 2: `liekly` is not a value of `harm.likelihood`"),
        ("harm.likelihood,Q,,a,likely\nharm.likelihood,R,,b,none", "stands in `Q` and in `R`"),
        (
            "harm.likelihood,Q,,a,likely\nharm.likelihood,Q,,A ,none",
            "the cell `A ` of `harm.likelihood` stands for two",
        ),
    ],
)
def test_what_is_wrong_with_a_codebook_is_said(rows: str, message: str) -> None:
    with pytest.raises(ce.CaseProblems) as refused:
        read_codebook(f"fact,column,label,cell,value\n{rows}\n", "essay")
    assert message in str(refused.value)
    with pytest.raises(ce.CaseProblems, match="K136"):
        read_codebook("fact,column\n", "essay")
    with pytest.raises(ce.CaseProblems, match="K136"):
        codebook("essay", ["nonsense"])


def test_a_decimal_comma_is_not_guessed_but_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("commitment.missed_in_a_row\n3,0\n".replace("\n", ";x\n"), "utf-8")
    book = codebook("essay", ["commitment.missed_in_a_row"])
    with pytest.raises(ce.CaseProblems, match="if commas are decimal signs here, give `decimal=','`"):
        read_table(path, book, "essay")
    assert read_table(path, book, "essay", decimal=",").frame()["commitment.missed_in_a_row"].to_list() == [3]
