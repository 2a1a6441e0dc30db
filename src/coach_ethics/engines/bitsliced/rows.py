"""A circuit run by the machine over the rows of a frame in memory, in a few threads."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from attrs import frozen

from coach_ethics.engines.bitsliced.circuit import RowsCompared
from coach_ethics.engines.bitsliced.machine import FIELDS, ROWS, WORDS, execute
from coach_ethics.engines.bitsliced.memory import FactMemory, copied, known_rows, numbers
from coach_ethics.engines.bitsliced.tape import Tape, written
from coach_ethics.engines.bitsliced.translate import CircuitTranslation, CodePlanes, CountedPlane, TruthPlanes
from coach_ethics.model.conditions import FactTerm
from coach_ethics.model.normal import COMPARE
from coach_ethics.model.vocabulary import Enumeration

BLOCKS_A_THREAD = 32
"""A thread is begun for so many blocks at least: it takes longer than they do."""


@frozen(eq=False)
class TruthBits:
    """Truth values as Arrow has them: a bit a row that says whether it's true, and one whether it's known."""

    true: np.ndarray[Any, Any]
    known: np.ndarray[Any, Any]


def run(
    translation: CircuitTranslation, memories: Mapping[str, FactMemory], rows: int, codes: Sequence[int]
) -> tuple[TruthBits | int | None, ...]:
    """Answers what is asked of the rows. Codes, a byte a row, are written to these addresses, in the order of the
    questions; their answers are None."""
    tape = written(translation, tuple((fact, memory.shape) for fact, memory in memories.items()))
    addresses = np.zeros(max(tape.buffers, 1), np.uint64)
    sizes: dict[int, int] = {}  # the bits a row of each buffer that is read
    for fact, (values, known) in tape.facts.items():
        memory = memories[fact]
        addresses[values], sizes[values] = memory.values, memory.shape.bits
        if memory.shape.nullable:
            addresses[known], sizes[known] = memory.known, 1
    compared = {each: _compared(each, memories, translation, rows) for each in tape.comparisons}
    for each, buffer in tape.comparisons.items():
        addresses[buffer], sizes[buffer] = compared[each].ctypes.data, 1
    goals: dict[int, int] = {}  # the bits a row of each buffer that is written
    answers: list[TruthBits | None] = []
    left = iter(codes)
    for answer, buffers in zip(translation.answers, tape.answers, strict=True):
        bits = None
        match answer:  # partial: counts have no buffers
            case CodePlanes():
                (buffer,) = buffers
                addresses[buffer], goals[buffer] = next(left), 8
            case TruthPlanes():
                bits = TruthBits(*(np.empty(-(-rows // 64) * 8, np.uint8) for _ in buffers))
                for buffer, made in zip(buffers, (bits.true, bits.known), strict=True):
                    addresses[buffer], goals[buffer] = made.ctypes.data, 1
            case _:
                pass
        answers.append(bits)
    counts = _executed(tape, addresses, sizes, goals, rows)
    return tuple(
        int(counts[places[0]]) if isinstance(answer, CountedPlane) else bits
        for answer, bits, places in zip(translation.answers, answers, tape.answers, strict=True)
    )


def _executed(
    tape: Tape, addresses: np.ndarray[Any, Any], sizes: Mapping[int, int], goals: Mapping[int, int], rows: int
) -> np.ndarray[Any, Any]:
    """Run the tape over all whole blocks where they lie, then over a copy of the rows that are left."""
    instructions = np.array(tape.instructions, np.uint64).reshape(-1, FIELDS)
    blocks, rest = divmod(rows, ROWS)
    threads = threads_for(rows)
    counts = np.zeros((threads + 1, max(tape.counts, 1)), np.uint64)
    planes = [np.empty((tape.planes + 1) * WORDS * 8 + 64, np.uint8) for _ in range(threads)]
    bounds = [blocks * at // threads for at in range(threads + 1)]

    def work(at: int) -> None:
        execute(instructions, addresses, _aligned(planes[at]), counts[at], bounds[at], bounds[at + 1], ROWS)

    if threads > 1:
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(work, range(threads)))
    elif blocks:
        work(0)
    if rest:
        _rest(tape, instructions, addresses, sizes, goals, (blocks, rest), _aligned(planes[0]), counts[threads])
    summed: np.ndarray[Any, Any] = counts.sum(axis=0)
    return summed


def _rest(
    tape: Tape,
    instructions: np.ndarray[Any, Any],
    addresses: np.ndarray[Any, Any],
    sizes: Mapping[int, int],
    goals: Mapping[int, int],
    where: tuple[int, int],
    scratch: int,
    counts: np.ndarray[Any, Any],
) -> None:
    """Run the tape over the rows behind the last whole block, where buffers end before a block does."""
    blocks, rest = where
    own, there = addresses.copy(), addresses.tolist()
    kept = []
    for buffer, bits in sizes.items():
        kept.append(copied(there[buffer] + blocks * ROWS * bits // 8, -(-rest * bits // 8), ROWS * bits // 8))
        own[buffer] = kept[-1].ctypes.data
    made = {buffer: np.empty(ROWS * bits // 8, np.uint8) for buffer, bits in goals.items()}
    for buffer, each in made.items():
        own[buffer] = each.ctypes.data
    execute(instructions, own, scratch, counts, 0, 1, rest)
    for buffer, each in made.items():
        bits = goals[buffer]
        ctypes.memmove(there[buffer] + blocks * ROWS * bits // 8, each.ctypes.data, -(-rest * bits // 8))


def _aligned(scratch: np.ndarray[Any, Any]) -> int:
    return -(-scratch.ctypes.data // 64) * 64


def threads_for(rows: int) -> int:
    """In how many threads work on so many rows is done: as many as there are processors for it, fewer for few rows."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, rows // (ROWS * BLOCKS_A_THREAD)))


def _compared(
    each: RowsCompared, memories: Mapping[str, FactMemory], translation: CircuitTranslation, rows: int
) -> np.ndarray[Any, Any]:
    """The rows in which a comparison of two facts is certainly true, as bits."""
    sides, known = [], np.ones(rows, np.bool_)
    for term in (each.comparison.left, each.comparison.right):
        assert isinstance(term, FactTerm), "INVARIANT (two facts): both sides are facts"
        memory, found = memories[term.name], numbers(memories[term.name], rows)
        if isinstance(term.type, Enumeration):
            order = {word: rank for rank, word in enumerate(term.type.values)}
            ranks = np.array([*(order.get(word, -1) for word in memory.shape.words), -1], np.int64)
            found = ranks[np.minimum(found, len(ranks) - 1)]
        sides.append(found)
        known &= known_rows(memory, rows)
    true = COMPARE[each.comparison.operator](*sides) & known
    packed: np.ndarray[Any, Any] = np.packbits(true, bitorder="little")
    return packed
