"""What to call several policies so that no two are called the same, though they be versions of one; and norms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coach_ethics.model.policy import Norm, Notice, Policy
from coach_ethics.model.vocabulary import in_words


def titles_of(policies: Sequence[Policy]) -> tuple[str, ...]:
    """Their names; of those with one name the versions, else the files, else numbers: "`gifts` 2.0.0"."""
    names = Counter(policy.name for policy in policies)
    versions = Counter((policy.name, policy.version) for policy in policies)
    files = _files(policies)
    seen: Counter[str] = Counter()
    titles = []
    for policy, file in zip(policies, files, strict=True):
        seen[policy.name] += 1
        if names[policy.name] == 1:
            titles.append(f"`{policy.name}`")
        elif policy.version and versions[policy.name, policy.version] == 1:
            titles.append(f"`{policy.name}` {policy.version}")
        elif file:
            titles.append(f"`{policy.name}` ({file})")
        else:
            titles.append(f"`{policy.name}` (no. {seen[policy.name]})")
    return tuple(titles)


def labels_of(policies: Sequence[Policy]) -> tuple[str, ...]:
    """The same where nothing is quoted: `gifts 2.0.0`."""
    return tuple(title.replace("`", "") for title in titles_of(policies))


def _files(policies: Sequence[Policy]) -> list[str]:
    """The files that policies were read from, by as many last parts of their paths as tell all of them apart.

    Nothing for a policy that was read from no file, or from the same one as another.
    """
    names = [policy.span.source.name if policy.span else "" for policy in policies]
    paths = ["" if name.startswith("<") else name.replace("\\", "/") for name in names]
    most = max((path.count("/") for path in paths), default=0)
    short = paths
    for length in range(1, most + 1):
        short = ["/".join(path.split("/")[-length:]) for path in paths]
        if len(set(short)) == len(set(paths)):
            break
    else:
        short = paths
    times = Counter(short)
    return [name if times[name] == 1 else "" for name in short]


def norm_label(norm: Norm | Notice) -> str:
    """What a norm or a notice is called: `keep confidence` for `keep-confidence`, where it has no label."""
    return norm.label or in_words(norm.name).replace("-", " ")
