"""Which engine assesses a cohort makes no difference to what is said of it, nor to what is warned of and refused."""

from __future__ import annotations

import warnings
from typing import Any

import pytest
from tests.frame_libraries import LIBRARIES, spark_session

import coach_ethics as ce
from coach_ethics.cohorts import sample, sweep
from coach_ethics.engines.bitsliced.run import compiles

pl: Any = pytest.importorskip("polars", reason="Polars isn't installed")

MANY = 20_001


@pytest.fixture(scope="module")
def cohort() -> Any:
    """More rows than are left to whole numbers, some of which can't be, in texts and in categories."""
    drawn = sample("essay", MANY, seed=5, unknown=0.2)
    broken = pl.col("sponsor.present") & (pl.int_range(pl.len()) % 3_000 != 7)
    return drawn.with_columns(broken.alias("sponsor.present")).drop("harm.likelihood")


def _assessed(frame: Any, **arguments: Any) -> tuple[Any, list[str]]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = ce.assess_frame(frame, "essay", **arguments)
        found = found.collect() if isinstance(found, pl.LazyFrame) else found
    return found, sorted(str(each.message) for each in caught)


@pytest.mark.skipif(not compiles(), reason="numba or PyArrow isn't installed")
@pytest.mark.parametrize("make", ["texts", "categories", "slices", "arrow", "lazy"])
def test_engines_say_warn_and_number_alike(cohort: Any, make: str) -> None:
    frame = {
        "texts": lambda: cohort,
        "categories": lambda: cohort.with_columns(pl.col(pl.String).cast(pl.Categorical)),
        "slices": lambda: pl.concat([cohort.head(13), cohort, cohort.tail(7)]).slice(13, MANY),
        "arrow": cohort.to_arrow,
        "lazy": cohort.lazy,
    }[make]()
    bits, expressions = (_assessed(frame, norms=True, advice=True, engine=each) for each in ("bitsliced", "columnar"))
    assert bits[1] == expressions[1] != []
    assert bits[0].equals(expressions[0])
    assert bits[0].schema == expressions[0].schema


@pytest.mark.skipif(not compiles(), reason="numba or PyArrow isn't installed")
@pytest.mark.parametrize(
    ("fact", "value", "code"), [("coach.purpose", "fame", "K107"), ("commitment.missed_in_a_row", -4, "K108")]
)
def test_what_does_not_fit_is_refused_alike(cohort: Any, fact: str, value: object, code: str) -> None:
    wrong = cohort.with_columns(pl.when(pl.int_range(pl.len()) == 11).then(pl.lit(value)).otherwise(fact).alias(fact))
    told = []
    for engine in ("bitsliced", "columnar"):
        with pytest.raises(ce.CaseProblems, match=code) as raised:
            ce.assess_frame(wrong, "essay", engine=engine)
        told.append(str(raised.value))
    assert told[0] == told[1]


@pytest.mark.filterwarnings("ignore:1 fact has no column")
def test_a_sweep_counts_alike(cohort: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    parameters: dict[str, Any] = {"persistent": range(1, 4), "consent_needed": ["oral", "written"]}
    monkeypatch.setattr("coach_ethics.cohorts.sliced.MANY_ROWS", 1)
    counted = sweep(cohort, "essay", parameters)
    monkeypatch.setattr("coach_ethics.cohorts.sliced.compiles", lambda: False)
    assert counted == sweep(cohort, "essay", parameters)


def test_a_cohort_is_drawn_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach_ethics.cohorts.sliced.MANY_ROWS", 1)
    drawn = sample("essay", 3_000, seed=5, unknown=0.2)
    monkeypatch.setattr("coach_ethics.cohorts.sliced.compiles", lambda: False)
    assert drawn.equals(sample("essay", 3_000, seed=5, unknown=0.2))


def test_only_the_acts_that_are_asked_for(cohort: Any) -> None:
    few = cohort.head(50)
    found, _ = _assessed(few, acts=["withdraw", "tell_client"], companions=False)
    assert found.columns == [*few.columns, "ethics_withdraw", "ethics_tell_client"]
    every, _ = _assessed(few)
    assert found.equals(every.select(found.columns))
    with pytest.raises(ce.CaseProblems, match="K115"):
        ce.assess_frame(few, "essay", acts=["withdrew"])
    with pytest.raises(ce.CaseProblems, match="E504"):
        ce.assess_frame(few, "essay", engine="compiled")


def test_what_takes_long_is_refused_with_how_long(cohort: Any) -> None:
    with pytest.raises(ce.CaseProblems, match="K144") as raised:
        _assessed(cohort.head(200), choices=True, most_patterns=20)
    assert "less than a minute" in str(raised.value)
    with pytest.raises(ce.CaseProblems, match="K144"):
        _assessed(cohort.head(200), determined=True, most_patterns=20)


def test_a_folder_that_can_not_be_written_to() -> None:
    """Where numba finds no place for its cache, it compiles anew."""
    pytest.importorskip("numba", reason="numba isn't installed")
    from coach_ethics.engines.bitsliced import machine

    scope: dict[str, Any] = {}
    exec("def nowhere(target):\n    target[0] = 1\n", scope)
    compiled = machine.compiled("void(uint64[::1])", scope["nowhere"])
    numpy = pytest.importorskip("numpy", reason="NumPy isn't installed")
    target = numpy.zeros(1, "uint64")
    compiled(target)
    assert target[0] == 1


@pytest.mark.skipif(not compiles(), reason="numba or PyArrow isn't installed")
def test_bits_on_pyspark_are_what_expressions_say() -> None:
    """On Spark's workers (`mapInArrow`), in batches of more rows than are left to whole numbers, and in small ones."""
    if why := next(each for each in LIBRARIES if each.name == "pyspark").absent():
        pytest.skip(why)
    drawn = sample("collusion", 12_000, seed=5, unknown=0.2)
    drawn = drawn.with_columns(row=pl.int_range(pl.len()), said=pl.lit("kept"))
    spark = spark_session()
    for frame in (spark.createDataFrame(drawn.to_arrow()), spark.createDataFrame(drawn.head(50).to_arrow())):
        bits, expressions = (
            pl.from_arrow(ce.assess_frame(frame, "collusion", concepts=True, check=False, engine=each).toArrow())
            for each in ("bitsliced", "columnar")
        )
        assert bits.sort("row").equals(expressions.sort("row"))
        assert bits.schema == expressions.schema
