from coach_ethics.language.conditions.constraints import constraints_over as constraints_over
from coach_ethics.language.load import load_policy_over as load_policy_over
from coach_ethics.language.policies.merge import merge_policies as merge_policies
from coach_ethics.language.policies.write import bundle as bundle
from coach_ethics.language.policies.write import write_policy as write_policy
from coach_ethics.language.world import World as World
