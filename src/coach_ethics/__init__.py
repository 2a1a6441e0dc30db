"""Reason about a coach's duties: what must I do, what must I not do, what are my choices, and why?

    from pathlib import Path

    import coach_ethics as ce

    policy = ce.load_policy("essay")
    result = ce.assess(ce.load_engagement(Path("examples/essay.yaml")), policy)
    result.statuses["renegotiate"]  # Status.FORBIDDEN
    result.why("renegotiate")       # from the status down to the facts

What goes with one of these names stands in its package: `coach_ethics.interview` has `next_question` and `answer`,
`coach_ethics.testing` has laws and strategies. `docs/tutorial-ethics-officer.md` shows the way to a policy of your own.
"""

from coach_ethics.faces import face

__getattr__, __dir__ = face(__name__)
