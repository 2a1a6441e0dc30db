"""What must I do, what must I not do, what are my choices, and why? The essay's case in ten lines of Python."""

from pathlib import Path

import coach_ethics as ce

policy = ce.load_policy("essay")
case = ce.load_engagement(Path(__file__).with_name("essay.yaml"), policy.vocabulary)
result = ce.assess(case, policy)

print("withdraw:", result.statuses["withdraw"])
print("renegotiate:", result.statuses["renegotiate"])
print("choices:", [sorted(choice.course) for choice in result.choices])
print("because:", [norm.norm.name for ground in result.why("renegotiate").grounds for norm in ground.norms])
