"""Ways to run a program; they don't know each other. Choose one by name with `prepare(name, program)`."""

from coach_ethics.engines.registry import (
    ENGINES,
    EVALUATORS,
    EXPORTERS,
    Engine,
    Evaluator,
    FrameEvaluator,
    default_engine,
    engine_named,
    evaluates_here,
    export,
    installed,
    prepare,
    prepare_frames,
    version,
)

__all__ = [
    "ENGINES",
    "EVALUATORS",
    "EXPORTERS",
    "Engine",
    "Evaluator",
    "FrameEvaluator",
    "default_engine",
    "engine_named",
    "evaluates_here",
    "export",
    "installed",
    "prepare",
    "prepare_frames",
    "version",
]
