from coach_ethics.deontics.closure import Closure as Closure
from coach_ethics.deontics.closure import close as close
from coach_ethics.deontics.courses import choices as choices
from coach_ethics.deontics.courses import demands_in_force as demands_in_force
from coach_ethics.deontics.courses import ruled_out_by as ruled_out_by
from coach_ethics.deontics.program import lower as lower
