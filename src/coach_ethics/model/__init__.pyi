from coach_ethics.model.digest import meaning_digest as meaning_digest
from coach_ethics.model.digest import wording_digest as wording_digest
from coach_ethics.model.policy import Act as Act
from coach_ethics.model.policy import Modality as Modality
from coach_ethics.model.policy import Norm as Norm
