"""The one list of frame libraries on which cohorts are held to the reference: how each makes a frame, and reads one."""

from __future__ import annotations

import os
import shutil
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any, TypeAlias

from attrs import frozen

from coach_ethics.model.vocabulary import Boolean, Enumeration, Fact, FactType, Integer, Value, Vocabulary

Columns: TypeAlias = Mapping[str, Sequence[Value | None]]
Rows: TypeAlias = list[dict[str, Any]]


@frozen
class Library:
    """A library, or a way to use one. `needs` are the packages that it takes; `slow` ones get few examples."""

    name: str
    needs: tuple[str, ...]
    make: Callable[[Columns, Vocabulary], Any]
    read: Callable[[Any], Rows]
    lazy: bool = False
    slow: bool = False

    def absent(self) -> str:
        """Why it can't be used here; empty where it can."""
        missing = [each for each in self.needs if find_spec(each) is None]
        if missing:
            return f"{' and '.join(missing)} not installed"
        return "no Java" if "pyspark" in self.needs and shutil.which("java") is None else ""


def _arrow(columns: Columns, vocabulary: Vocabulary) -> Any:
    import pyarrow as pa

    types = {Boolean: pa.bool_(), Integer: pa.int64(), Enumeration: pa.string()}
    schema = pa.schema([(name, types[type(_type(name, vocabulary))]) for name in columns])
    return pa.table(dict(columns), schema=schema)


def _type(name: str, vocabulary: Vocabulary) -> FactType:
    """The type of a fact; columns of the caller's own hold numbers."""
    return vocabulary[name].type if name in vocabulary else Integer(0, 1)


def _polars(columns: Columns, vocabulary: Vocabulary) -> Any:
    import polars as pl

    types: dict[type, Any] = {Boolean: pl.Boolean, Integer: pl.Int64, Enumeration: pl.String}
    return pl.DataFrame(dict(columns), schema={name: types[type(_type(name, vocabulary))] for name in columns})


def _polars_enumerations(columns: Columns, vocabulary: Vocabulary) -> Any:
    import polars as pl

    # In reverse, so that the order of the categories isn't the order of the enumerators.
    words = {name: type_.values for name in columns if isinstance(type_ := _type(name, vocabulary), Enumeration)}
    return _polars(columns, vocabulary).with_columns(
        pl.col(name).cast(pl.Enum(list(reversed(values)))) for name, values in words.items()
    )


def _pandas_nullable(columns: Columns, vocabulary: Vocabulary) -> Any:
    import pandas as pd

    types = {Boolean: "boolean", Integer: "Int64", Enumeration: "string"}
    made = {name: pd.array(list(held), types[type(_type(name, vocabulary))]) for name, held in columns.items()}
    return pd.DataFrame(made, index=pd.RangeIndex(7, 7 + len(next(iter(columns.values())))))


def _pandas_plain(columns: Columns, vocabulary: Vocabulary) -> Any:
    """The types that pandas takes of itself, where it isn't told of others: texts and floats with NaN, objects."""
    import pandas as pd

    return pd.DataFrame(dict(columns), index=pd.Index([7] * len(next(iter(columns.values())))))


def _pandas_categories(columns: Columns, vocabulary: Vocabulary) -> Any:
    import pandas as pd

    frame = pd.DataFrame({name: pd.Series(list(held), dtype=object) for name, held in columns.items()})
    return frame.astype({name: "category" for name in columns if isinstance(_type(name, vocabulary), Enumeration)})


def _pandas_arrow(columns: Columns, vocabulary: Vocabulary) -> Any:
    import pandas as pd

    return _arrow(columns, vocabulary).to_pandas(types_mapper=pd.ArrowDtype)


def _duckdb(columns: Columns, vocabulary: Vocabulary) -> Any:
    import duckdb

    return duckdb.from_arrow(_arrow(columns, vocabulary))


def _dask(columns: Columns, vocabulary: Vocabulary) -> Any:
    import dask.dataframe as dd

    frames: Any = dd
    return frames.from_pandas(_pandas_arrow(columns, vocabulary), npartitions=2)


@lru_cache(maxsize=1)
def spark_session() -> Any:
    """Spark in local mode, started once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # what the workers run has to have the library as well
        builder = SparkSession.builder.master("local[1]").appName("coach-ethics")
        for key, value in {
            "spark.ui.enabled": "false",
            "spark.sql.shuffle.partitions": "1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.log.level": "ERROR",
        }.items():
            builder = builder.config(key, value)
        return builder.getOrCreate()


def _spark(columns: Columns, vocabulary: Vocabulary) -> Any:
    types = {Boolean: "boolean", Integer: "bigint", Enumeration: "string"}
    schema = ", ".join(f"`{name}` {types[type(_type(name, vocabulary))]}" for name in columns)
    return spark_session().createDataFrame(list(zip(*columns.values(), strict=True)), schema)


def _read_arrow(table: Any) -> Rows:
    rows: Rows = table.to_pylist()
    return rows


def _read_pandas(frame: Any) -> Rows:
    import pandas as pd

    plain = [[None if pd.isna(value) else value for value in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*plain, strict=True)]


def _read_duckdb(relation: Any) -> Rows:
    names = relation.columns
    return [dict(zip(names, row, strict=True)) for row in relation.fetchall()]


LIBRARIES: tuple[Library, ...] = (
    Library("polars", ("polars",), _polars, lambda frame: frame.to_dicts()),
    Library("polars, enumerations", ("polars",), _polars_enumerations, lambda frame: frame.to_dicts()),
    Library(
        "polars, lazy",
        ("polars",),
        lambda columns, vocabulary: _polars(columns, vocabulary).lazy(),
        lambda frame: frame.collect().to_dicts(),
        lazy=True,
    ),
    Library("duckdb", ("duckdb", "pyarrow"), _duckdb, _read_duckdb, lazy=True),
    Library("pyarrow", ("pyarrow",), _arrow, _read_arrow),
    Library("pandas, nullable types", ("pandas",), _pandas_nullable, _read_pandas),
    Library("pandas, plain types", ("pandas",), _pandas_plain, _read_pandas),
    Library("pandas, objects and categories", ("pandas",), _pandas_categories, _read_pandas),
    Library("pandas, Arrow types", ("pandas", "pyarrow"), _pandas_arrow, _read_pandas),
    Library(
        "dask", ("dask", "pandas", "pyarrow"), _dask, lambda frame: _read_pandas(frame.compute()), lazy=True, slow=True
    ),
    Library(
        "pyspark",
        ("pyspark", "pyarrow"),
        _spark,
        lambda frame: [row.asDict() for row in frame.collect()],
        lazy=True,
        slow=True,
    ),
)


def columns_of(rows: Sequence[Mapping[str, Value]], facts: Sequence[Fact]) -> dict[str, list[Value | None]]:
    """A column for each fact, and one of the caller's own that numbers the rows."""
    return {
        "row": list(range(len(rows))),
        **{fact.name: [row.get(fact.name) for row in rows] for fact in facts},
    }
