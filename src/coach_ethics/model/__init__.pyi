from coach_ethics.model.policy import Act as Act
from coach_ethics.model.policy import Modality as Modality
from coach_ethics.model.policy import Norm as Norm
from coach_ethics.model.vocabulary import OrderedEnum as OrderedEnum
from coach_ethics.model.vocabulary import Vocabulary as Vocabulary
from coach_ethics.model.vocabulary import fact as fact
from coach_ethics.model.vocabulary import read_vocabulary as read_vocabulary
