"""Families of sets of which none contains another, with a budget of work. Sets are bitmasks: bit i is member i."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from coach_ethics.translation import Translatable

_TOO_MANY = Translatable("too many steps")


class Exhausted(Exception):  # noqa: N818 - it ends a search, it isn't an error
    """The budget is spent. Never leaves the library: callers turn it into a problem, or an undecided answer.

    `spent` says what it was, in words: "more than 60,000 steps".
    """

    def __init__(self, spent: str = _TOO_MANY) -> None:
        super().__init__(spent)
        self.spent = spent


class Budget:
    """How many more steps a computation may take. A step is one comparison of two sets, or one set made.

    Counting steps instead of seconds makes the verdict "too entangled" the same on every machine. `price` is what a
    step costs: more where sets are so wide that each step takes longer. What a question spends is spent of the whole
    that it is asked `within`, too. Only where a caller wants an answer in time, and says how many `seconds_left` there
    are whenever it is asked, does time count; it is up when none are.
    """

    def __init__(
        self, steps: int, within: Budget | None = None, seconds_left: Callable[[], float] | None = None
    ) -> None:
        self.steps = self.left = steps
        self.price = 1
        self.within = within
        self.seconds_left = seconds_left

    def spend(self, steps: int) -> None:
        """Take steps off the budget. Raises Exhausted where it doesn't have as many, or time is up."""
        if self.within is not None:
            self.within.spend(steps * self.price)
        self.left -= steps * self.price
        if self.left < 0:
            raise Exhausted(Translatable("more than {steps} steps", steps=self.steps))
        if self.seconds_left is not None and self.seconds_left() < 0:
            raise Exhausted(Translatable("longer than the seconds that it was given"))


def price(width: int) -> int:
    """What a step costs where sets have up to so many members."""
    return 1 + width // 256


class Antichain:
    """A family of sets of which none contains another, however sets are put in.

    Where one set lies inside another, its least member is in the other: so each is filed under its least member, and
    what lies inside a set is looked for under that set's members only. `apart` are members of which every set has two
    at most; sets that differ in them are filed apart, since few of them contain one another.
    """

    def __init__(self, budget: Budget, sets: Iterable[int] = (), apart: int = 0) -> None:
        self._budget = budget
        self._apart = apart
        self._filed: dict[int, set[int]] = {}
        self._least = 0
        self._containing: dict[int, dict[int, None]] = {}
        self._sets: dict[int, None] = {}
        self.insert_all(sets)

    def __iter__(self) -> Iterator[int]:
        return iter(self._sets)

    def __len__(self) -> int:
        return len(self._sets)

    def count(self, member: int) -> int:
        """How many sets have this member."""
        return len(self._containing.get(member, ()))

    def containing(self, member: int) -> tuple[int, ...]:
        """The sets that have this member, in the order in which they were put in."""
        return tuple(self._containing.get(member, ()))

    def insert_all(self, sets: Iterable[int]) -> None:
        """Put in those sets that contain no other, and take out those that contain one of them. Raises Exhausted."""
        for each in sorted(set(sets), key=lambda each: (each.bit_count(), each)):
            if not self.covers(each):
                self.remove_all(self._around(each))
                self._insert(each)

    def covers(self, whole: int) -> bool:
        """Whether a set of the family lies inside `whole`. Raises Exhausted."""
        if 0 in self._sets:
            return True
        apart = _submasks(whole & self._apart)
        candidates = whole & self._least
        self._budget.spend(1 + candidates.bit_count())
        while candidates:
            least = candidates & -candidates
            candidates ^= least
            for each_apart in apart:
                filed = self._filed.get(least | each_apart, ())
                self._budget.spend(len(filed))
                for each in filed:
                    if each & whole == each:
                        return True
        return False

    def remove_all(self, sets: Iterable[int]) -> None:
        """Take out sets of the family."""
        for each in sets:
            self._budget.spend(each.bit_count())
            del self._sets[each]
            if each:
                self._filed[self._key(each)].discard(each)
            for member in members(each):
                del self._containing[member][each]

    def _insert(self, each: int) -> None:
        self._budget.spend(each.bit_count())
        self._sets[each] = None
        if each:
            self._filed.setdefault(self._key(each), set()).add(each)
            self._least |= each & -each
        for member in members(each):
            self._containing.setdefault(member, {})[each] = None

    def _key(self, each: int) -> int:
        return each & -each | each & self._apart

    def _around(self, inside: int) -> list[int]:
        """The sets of the family that contain `inside`."""
        if not inside:
            return list(self._sets)
        fewest = min((self._containing.get(member, {}) for member in members(inside)), key=len)
        self._budget.spend(1 + len(fewest))
        return [each for each in fewest if each & inside == inside]


def _submasks(whole: int) -> tuple[int, ...]:
    """The sets inside a set of two members at most."""
    least = whole & -whole
    return (0, least, whole ^ least, whole) if whole != least else (0, whole) if whole else (0,)


def minimal(sets: Iterable[int], budget: Budget) -> list[int]:
    """The sets that contain no other of them, smallest first. Raises Exhausted."""
    return list(Antichain(budget, sets))


def members(each: int) -> Iterator[int]:
    """The members of a set, least first."""
    while each:
        least = each & -each
        yield least.bit_length() - 1
        each ^= least


def smallest_sets(members_: Sequence[int], serves: Callable[[frozenset[int]], bool]) -> tuple[frozenset[int], ...]:
    """The sets of fewest members that serve; none where none does. What asking costs is for `serves` to spend."""
    for size in range(len(members_) + 1):
        found = tuple(some for some in map(frozenset, combinations(members_, size)) if serves(some))
        if found:
            return found
    return ()
