from coach_ethics.research.candidates import ExcludedCells as ExcludedCells
from coach_ethics.research.designs import Design as Design
from coach_ethics.research.designs import LevelCount as LevelCount
from coach_ethics.research.designs import Vignette as Vignette
from coach_ethics.research.designs import design as design
