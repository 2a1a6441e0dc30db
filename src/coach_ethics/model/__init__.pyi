from coach_ethics.model.policy import Act as Act
from coach_ethics.model.policy import Modality as Modality
from coach_ethics.model.policy import Norm as Norm
