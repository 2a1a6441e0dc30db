"""Assess a cohort in Parquet on Spark, results to Parquet: on this machine, or on the cluster that it is submitted to.

spark-submit --master spark://MASTER:7077 assess_cohort.py SOURCE TARGET [POLICY]
"""

from __future__ import annotations

import sys
from typing import Any

import coach_ethics as ce


def assess(spark: Any, source: str, target: str, policy: str = "withdrawal") -> Any:
    """Assess what is in `source`, into `target`; gives Spark's frame, whose plan can be looked at."""
    assessed = ce.assess_frame(spark.read.parquet(source), policy)
    assessed.write.mode("overwrite").parquet(target)
    return assessed


def main(source: str, target: str, policy: str = "withdrawal") -> None:
    """Assess on the cluster that this was submitted to, or else on this machine."""
    from pyspark.sql import SparkSession

    assess(SparkSession.builder.appName("coach-ethics").getOrCreate(), source, target, policy)


if __name__ == "__main__":
    if len(sys.argv) in (3, 4):
        main(*sys.argv[1:])
    else:
        print(__doc__)
