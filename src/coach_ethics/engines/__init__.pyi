from coach_ethics.engines.registry import ENGINES as ENGINES
from coach_ethics.engines.registry import Engine as Engine
from coach_ethics.engines.registry import Evaluator as Evaluator
from coach_ethics.engines.registry import default_engine as default_engine
from coach_ethics.engines.registry import export as export
from coach_ethics.engines.registry import installed as installed
from coach_ethics.engines.registry import prepare as prepare
from coach_ethics.engines.registry import version as version
