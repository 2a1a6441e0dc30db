"""What is wrong with a frame is told before anything is computed; what is missing counts as not known."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
from tests.frame_libraries import LIBRARIES, Library

import coach_ethics as ce

POLICY_TEXT = """\
policy: small
title: A small policy
version: 1.0.0
facts:
  gift.offered: {type: bool, ask: Were you offered a gift?, means: a gift was offered}
  gift.worth: {type: int, min: 0, max: 500, ask: What is it worth?, means: what it is worth}
  gift.giver: {type: enum, values: [client, sponsor, other], ask: By whom?, means: who offers it}
acts:
  accept: {means: Accept the gift}
norms:
  no-gifts:
    must_not: accept
    when: gift.offered and gift.worth > 20 and gift.giver != other
    because: It may sway you.
"""
POLICY = ce.load_policy(POLICY_TEXT)
FINE: dict[str, list[Any]] = {
    "gift.offered": [True, None, True],
    "gift.worth": [30, 10, None],
    "gift.giver": ["client", None, "other"],
}


def _frame(library: Library, **changed: Any) -> Any:
    return library.make({"row": [0, 1, 2], **FINE, **changed}, POLICY.vocabulary)


def _problems(frame: Any, **options: Any) -> list[tuple[str, str, str | None]]:
    with pytest.raises(ce.CaseProblems) as caught:
        ce.assess_frame(frame, POLICY, **options)
    return [(each.code, each.message, each.help) for each in caught.value.problems]


def test_words_and_numbers_that_do_not_fit(library: Library) -> None:
    """Counts, the values, and where rows have an order the first of them."""
    if library.name == "polars, enumerations":
        pytest.skip("its own enumeration can't hold another word")
    frame = _frame(library, **{"gift.worth": [501, -1, 501], "gift.giver": ["cliend", None, "other"]})
    place = {"gift.worth": "", "gift.giver": ""}
    if not library.lazy or library.name.startswith("polars"):
        place = {"gift.worth": ", first in row 0, 1, 2", "gift.giver": ", first in row 0"}
    assert _problems(frame) == [
        (
            "K107",
            f"1 row has a value that `gift.giver` can't have: `cliend` (1){place['gift.giver']}",
            "did you mean `client`?",
        ),
        (
            "K108",
            f"3 rows have a value that `gift.worth` can't have: `501` (2), `-1` (1){place['gift.worth']}",
            "expected a whole number from 0 to 500; null where it isn't known",
        ),
    ]


def test_without_the_check_nothing_is_computed(library: Library) -> None:
    """A lazy frame comes back lazy and of its own kind, an eager one of its own kind."""
    frame = _frame(library)
    assert type(ce.assess_frame(frame, POLICY, check=False)) is type(frame)


def test_own_columns_stay_and_come_first(library: Library) -> None:
    rows = library.read(ce.assess_frame(_frame(library), POLICY, determined=True))
    assert list(rows[0]) == ["row", *FINE, "ethics_accept", "ethics_determined_accept"]
    assert {name: [row[name] for row in rows] for name in FINE} == FINE
    assert [row["ethics_accept"] for row in rows] == ["forbidden", "unregulated", "unregulated"]
    assert [row["ethics_determined_accept"] for row in rows] == [True, True, True]


def test_missing_facts_are_told_of_at_once(library: Library) -> None:
    """One warning lists them; they count as not known."""
    frame = library.make({"row": [0, 1], "gift.offered": [True, False]}, POLICY.vocabulary)
    with pytest.warns(UserWarning, match="2 facts have no column and count as not known: `gift.worth`, `gift.giver`"):
        found = ce.assess_frame(frame, POLICY)
    assert [row["ethics_accept"] for row in library.read(found)] == ["undetermined", "unregulated"]


def test_a_column_that_is_called_almost_like_a_fact_is_pointed_out() -> None:
    frame = LIBRARIES[0].make({"gift.offred": [1], "offered": [1], "gift.giver": ["client"]}, POLICY.vocabulary)
    with pytest.warns(UserWarning, match="`gift.worth`; is the column `gift.offred` meant as `gift.offered`\\?$"):
        ce.assess_frame(frame, POLICY)


@pytest.mark.parametrize("header", ["Gift.Offered", "GIFT_OFFERED", "gift offered", " gift-offered "])
def test_so_is_one_in_other_letters(header: str) -> None:
    """Also where another column fits."""
    frame = LIBRARIES[0].make({header: [1], "gift.worth": [5], "gift.giver": ["client"]}, POLICY.vocabulary)
    with pytest.warns(UserWarning, match=f"`gift.offered`; is the column `{header}` meant as `gift.offered`\\?$"):
        ce.assess_frame(frame, POLICY)


def test_a_column_that_holds_a_fact_is_not_taken_for_another() -> None:
    policy = POLICY_TEXT.replace("gift.giver", "gift.wort")
    frame = LIBRARIES[0].make({"gift.offered": [True], "gift.worth": [5]}, POLICY.vocabulary)
    with pytest.warns(UserWarning, match="`gift.wort`$"):
        ce.assess_frame(frame, policy)


@pytest.mark.parametrize("names", [("id", "ID"), ("Gift.Offered", "gift.offered")])
def test_names_that_a_library_does_not_tell_apart(names: tuple[str, str]) -> None:
    """DuckDB would give the second back as the first."""
    duckdb = pytest.importorskip("duckdb", reason="DuckDB isn't installed")
    frame = duckdb.sql(f'SELECT false AS "{names[0]}", true AS "{names[1]}", 60 AS "gift.worth"')
    ((code, message, help_),) = _problems(frame)
    assert (code, help_) == ("K109", "rename all but one of them")
    assert message.endswith(f"which the library ignores: `{names[0]}`, `{names[1]}`")


JSON = """\
SELECT true AS "gift.offered", j{arrow}'$.giver' AS "gift.giver" FROM (SELECT '{{"giver": "client"}}'::JSON AS j)
"""


def test_json_of_duckdb_is_refused_with_the_fix() -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB isn't installed")
    ((code, message, help_),) = _problems(duckdb.sql(JSON.format(arrow="->")))
    assert code == "K106"
    assert message.startswith("`JSON` can't hold `gift.giver`")
    assert "`->>`" in (help_ or "")
    with pytest.warns(UserWarning, match="1 fact"):
        found = ce.assess_frame(duckdb.sql(JSON.format(arrow="->>")), POLICY)
    assert found.fetchall() == [(True, "client", "undetermined")]


UNKNOWN: dict[str, Callable[[Any], Any]] = {
    "polars": lambda library: library.DataFrame({"gift.offered": [True], "gift.worth": [None]}),
    "pyarrow": lambda library: library.table({"gift.offered": [True], "gift.worth": [None]}),
    "duckdb": lambda library: library.sql('SELECT true AS "gift.offered", NULL AS "gift.worth"'),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_a_fact_that_is_known_in_no_row(name: str) -> None:
    """A column whose type holds nothing but null is taken by every library that has one."""
    frame = UNKNOWN[name](pytest.importorskip(name, reason=f"{name} isn't installed"))
    with pytest.warns(UserWarning, match="1 fact"):
        found = ce.assess_frame(frame, POLICY)
    assert "undetermined" in str(found)


def test_the_warning_points_at_the_caller() -> None:
    frame = LIBRARIES[0].make({"gift.offered": [True]}, POLICY.vocabulary)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        ce.assess_frame(frame, POLICY)
    assert [each.filename for each in told] == [__file__]


def test_nothing_known_at_all(library: Library) -> None:
    """A frame without any fact, and one that holds only nulls, leave everything that depends on facts open."""
    frame = library.make({"row": [0, 1]}, POLICY.vocabulary)
    with pytest.warns(UserWarning, match="3 facts"):
        rows = library.read(ce.assess_frame(frame, POLICY, norms=True))
    assert [(row["ethics_accept"], row["ethics_norm_no-gifts"]) for row in rows] == [("undetermined", None)] * 2
    empty = library.read(ce.assess_frame(_frame(library, **{name: [None] * 3 for name in FINE}), POLICY))
    assert [row["ethics_accept"] for row in empty] == ["undetermined"] * 3


def test_no_rows(library: Library) -> None:
    frame = library.make({"row": [], **{name: [] for name in FINE}}, POLICY.vocabulary)
    assert library.read(ce.assess_frame(frame, POLICY, choices=True)) == []


def test_columns_of_other_names(library: Library) -> None:
    """Two facts may be read from one column."""
    frame = library.make({"row": [0, 1], "gift.offered": [True, False], "worth": [30, 30]}, POLICY.vocabulary)
    with pytest.warns(UserWarning, match="1 fact has no column and counts as not known: `gift.giver`"):
        found = ce.assess_frame(frame, POLICY, columns={"gift.worth": "worth"})
    assert [row["ethics_accept"] for row in library.read(found)] == ["undetermined", "unregulated"]


def test_names_never_collide(library: Library) -> None:
    frame = library.make({"row": [0], "ethics_accept": [1]}, POLICY.vocabulary)
    told = [("K102", "the column `ethics_accept` can't be added, because the name is taken")]
    assert [problem[:2] for problem in _problems(frame)] == told
    with pytest.warns(UserWarning, match="3 facts"):
        (row,) = library.read(ce.assess_frame(frame, POLICY, prefix="mine_"))
    assert row == {"row": 0, "ethics_accept": 1, "mine_accept": "undetermined"}


def test_mappings_that_lead_nowhere() -> None:
    frame = _frame(LIBRARIES[0])
    assert _problems(frame, columns={"gift.wort": "row", "gift.worth": "rov"}) == [
        ("K103", "`gift.wort` is not a fact of the policy's vocabulary", "did you mean `gift.worth`?"),
        ("K104", "`rov`, mapped to `gift.worth`, is not a column of the frame", "did you mean `row`?"),
    ]


def test_columns_of_another_type(library: Library) -> None:
    frame = _frame(library)
    swapped = {"gift.offered": "gift.worth", "gift.worth": "gift.giver", "gift.giver": "gift.offered"}
    assert [code for code, _, _ in _problems(frame, columns=swapped)] == ["K106"] * 3


def test_types_and_values_are_told_of_at_once(library: Library) -> None:
    """One round shows all that is wrong with a frame."""
    frame = _frame(library, **{"gift.worth": [501, 7, None]})
    told = [code for code, _, _ in _problems(frame, columns={"gift.offered": "row"})]
    assert told == ["K108", "K106"]


def test_what_is_no_frame() -> None:
    told = ("K101", "`list` is not a frame", "give a frame of Polars, DuckDB, PyArrow, pandas, PySpark or Dask")
    assert _problems([1, 2]) == [told]


PLAIN: dict[str, tuple[Callable[[Any], Any], list[str]]] = {
    "objects": (lambda pd: pd.Series([True, None, False, float("nan")]), ["gift.offered"]),
    "categories of truth values": (lambda pd: pd.Series([True, None], dtype="category"), ["gift.offered"]),
    "texts": (lambda pd: pd.Series(["client", None]), ["gift.giver"]),
    "objects that are texts": (lambda pd: pd.Series(["client", None, float("nan")], dtype=object), ["gift.giver"]),
    "categories": (lambda pd: pd.Series(["client", None], dtype="category"), ["gift.giver"]),
    "categories that aren't used": (
        lambda pd: pd.Series(pd.Categorical(["client", None], ["client", "nobody"], ordered=True)),
        ["gift.giver"],
    ),
    "floats": (lambda pd: pd.Series([1.0, None]), ["gift.worth"]),
    "objects that are numbers": (lambda pd: pd.Series([1, None, 2.0], dtype=object), ["gift.worth"]),
    "nothing": (lambda pd: pd.Series([None, None]), list(FINE)),
    "nothing but NaN": (lambda pd: pd.Series([float("nan")] * 2), list(FINE)),
    "categories of nothing": (lambda pd: pd.Series([None], dtype="category"), list(FINE)),
}


@pytest.fixture(params=[True, False], ids=["Arrow", "no Arrow"])
def arrow(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With PyArrow and without."""
    if not request.param:
        monkeypatch.setattr("coach_ethics.engines.columnar.columns.has_arrow", lambda: False)
        monkeypatch.setattr("coach_ethics.engines.columnar.run.has_arrow", lambda: False)


@pytest.mark.usefixtures("arrow")
@pytest.mark.parametrize(("made", "facts"), PLAIN.values(), ids=PLAIN)
def test_plain_types_of_pandas_are_taken(made: Callable[[Any], Any], facts: list[str]) -> None:
    """What is missing there, NaN or None, is not known; the caller's own columns come back as they are."""
    pd = pytest.importorskip("pandas", reason="pandas isn't installed")
    for fact in facts:
        frame = pd.DataFrame({fact: made(pd)})
        with pytest.warns(UserWarning, match="2 facts"):
            found = ce.assess_frame(frame, POLICY)
        pd.testing.assert_frame_equal(found[[fact]], frame)
        missing = frame[fact].isna()
        assert set(found["ethics_accept"][missing]) == {"undetermined"}


MISFITS: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "texts": ("gift.giver", lambda pd: pd.Series(["cliend", None]), "K107"),
    "categories": ("gift.giver", lambda pd: pd.Series(["cliend", None], dtype="category"), "K107"),
    "floats": ("gift.worth", lambda pd: pd.Series([501.0, None]), "K108"),
    "fractions": ("gift.worth", lambda pd: pd.Series([1.5, None]), "K106"),
    "endless": ("gift.worth", lambda pd: pd.Series([float("inf"), None]), "K106"),
    "mixed": ("gift.worth", lambda pd: pd.Series([1, "a", None], dtype=object), "K106"),
    "dates": ("gift.giver", lambda pd: pd.Series([pd.Timestamp(0), None]), "K106"),
    "categories of numbers": ("gift.giver", lambda pd: pd.Series([1, None], dtype="category"), "K106"),
    "floats for true and false": ("gift.offered", lambda pd: pd.Series([1.0, None]), "K106"),
    "texts for true and false": ("gift.offered", lambda pd: pd.Series(["yes", None]), "K106"),
}


@pytest.mark.usefixtures("arrow")
@pytest.mark.parametrize(("fact", "made", "code"), MISFITS.values(), ids=MISFITS)
def test_plain_types_of_pandas_that_do_not_fit(fact: str, made: Callable[[Any], Any], code: str) -> None:
    pd = pytest.importorskip("pandas", reason="pandas isn't installed")
    ((found, message, help_),) = _problems(pd.DataFrame({fact: made(pd)}))
    assert found == code, message
    assert help_ is not None
    assert "convert_dtypes" not in help_


def test_plain_values_that_do_not_fit_are_counted_where_they_stand() -> None:
    pd = pytest.importorskip("pandas", reason="pandas isn't installed")
    ((_, message, help_),) = _problems(pd.DataFrame({"gift.giver": [None, "cliend"]}))
    assert message == "1 row has a value that `gift.giver` can't have: `cliend` (1), first in row 1"
    assert help_ == "did you mean `client`?"


def test_floats_of_a_lazy_frame_are_refused_with_a_fix_that_fixes() -> None:
    """Whether they are whole isn't known before they are computed."""
    pd = pytest.importorskip("pandas", reason="pandas isn't installed")
    dd = pytest.importorskip("dask.dataframe", reason="Dask isn't installed")
    frame = dd.from_pandas(pd.DataFrame({"gift.worth": [1.0, None], "gift.giver": ["client", None]}), npartitions=1)
    ((code, message, help_),) = _problems(frame)
    assert code == "K105"
    assert message == "`float64` can't hold `gift.worth`, because missing values there would count as known"
    assert help_ == "`frame.astype({'gift.worth': 'Int64'})` gives types with nulls"
    with pytest.warns(UserWarning, match="1 fact"):
        found = ce.assess_frame(frame.astype({"gift.worth": "Int64"}), POLICY)
    assert list(found.compute()["ethics_accept"]) == ["unregulated", "undetermined"]


def test_types_of_pandas_can_be_mixed() -> None:
    """NumPy's Booleans and integers have no nulls, so that they are safe; beside them nullable and Arrow types."""
    pd = pytest.importorskip("pandas", reason="pandas isn't installed")
    pytest.importorskip("pyarrow", reason="pyarrow isn't installed")
    frame = pd.DataFrame(
        {
            "gift.offered": [True, True, False],
            "gift.worth": pd.array([30, None, 30], "int64[pyarrow]"),
            "gift.giver": pd.array(["client", "client", None], "string"),
        }
    )
    found = ce.assess_frame(frame, POLICY, norms=True)
    assert list(found["ethics_accept"]) == ["forbidden", "undetermined", "unregulated"]
    assert str(found["ethics_norm_no-gifts"].dtype) == "boolean"


def test_numbers_of_any_width() -> None:
    """Unsigned and narrow integers are compared as the numbers that they are."""
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    for type_ in (pl.Int8, pl.UInt8, pl.Int16, pl.UInt64):
        frame = pl.DataFrame(FINE).with_columns(pl.col("gift.worth").cast(type_))
        assert ce.assess_frame(frame, POLICY)["ethics_accept"].to_list() == ["forbidden", "unregulated", "unregulated"]


def test_numbers_too_large_to_be_compared_are_told_of() -> None:
    """Whatever their type: 64 bits without a sign, 128 with one."""
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    pytest.importorskip("pyarrow", reason="pyarrow isn't installed")
    for type_, worth in ((pl.UInt64, 2**63 + 5), (pl.Int128, 2**100)):
        frame = pl.DataFrame({**FINE, "gift.worth": [worth, 10, None]}, schema_overrides={"gift.worth": type_})
        for each in (frame, frame.to_arrow()) if type_ is pl.UInt64 else (frame,):
            ((code, message, _),) = _problems(each)
            assert code == "K108"
            assert message.endswith(f"`{worth}` (1), first in row 0")


UNNAMED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "numbers": (lambda pd: pd.DataFrame({0: [1], "gift.offered": [True]}), "`0` is not a name"),
    "several levels": (
        lambda pd: pd.DataFrame([[True]], columns=pd.MultiIndex.from_tuples([("gift", "offered")])),
        "`('gift', 'offered')` is not a name",
    ),
    "twice": (
        lambda pd: pd.DataFrame([[True, False]], columns=["gift.offered"] * 2),
        "the frame has more than one column `gift.offered`",
    ),
}


@pytest.mark.parametrize(("made", "told"), UNNAMED.values(), ids=UNNAMED)
def test_columns_are_told_by_their_names(made: Callable[[Any], Any], told: str) -> None:
    pd = pytest.importorskip("pandas", reason="pandas isn't installed")
    ((code, message, help_),) = _problems(made(pd))
    assert (code, message.partition(":")[0]) == ("K109", told)
    assert help_


def test_two_arrow_columns_of_one_name() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow isn't installed")
    table = pa.table([pa.array([True]), pa.array([False])], names=["gift.offered"] * 2)
    assert [problem[0] for problem in _problems(table)] == ["K109"]


def test_statuses_have_an_enumeration_type_where_there_is_one() -> None:
    pl = pytest.importorskip("polars", reason="Polars isn't installed")
    found = ce.assess_frame(pl.DataFrame(FINE), POLICY)
    assert found.schema["ethics_accept"] == pl.Enum([status.value for status in ce.Status])
