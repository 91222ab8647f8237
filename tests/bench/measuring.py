"""Work timed against other work in the same run, and the verdict on what came of it."""

import gc
import os
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]
Clock = Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One figure and the most that it may be."""

    name: str
    limit: float
    measured: float

    @property
    def is_short(self) -> bool:
        """Whether it falls short of the limit; a figure that is no number does."""
        return not self.measured <= self.limit

    def __str__(self) -> str:
        verdict = "short" if self.is_short else "ok"
        return f"{self.name} {self.limit:g} {self.measured:.3g} {verdict}"


def summing_up(rows: Sequence[Row], seed: int) -> str:
    short = sum(row.is_short for row in rows)
    return f"{len(rows)} rows, {short} short, seed {seed}"


def medians(
    *works: Work, rounds: int, warm_up: bool = True, clock: Clock = time.process_time
) -> list[float]:
    """What each piece of work costs, the median of the rounds; each round does them all in turn."""
    if warm_up:
        for work in works:
            work()
    costs = [[cost(work, clock) for work in works] for _ in range(rounds)]
    return [median(of_one) for of_one in zip(*costs, strict=True)]


def fork_medians(*works: Work, rounds: int, seed: int) -> list[float]:
    """As `medians`, each time in a fork. The order is drawn anew for each round: what ran before
    leaves caches and clock rates behind.
    """
    costs: dict[Work, list[float]] = {work: [] for work in works}
    draw = random.Random(seed)
    for _ in range(rounds):
        for work in draw.sample(works, len(works)):
            costs[work].append(in_fork(work))
    return [median(costs[work]) for work in works]


def cost(work: Work, clock: Clock) -> float:
    began = clock()
    work()
    return clock() - began


def in_fork(work: Work) -> float:
    """CPU seconds of the work in a fork of this process, which it leaves as it was.

    So each time finds the same libraries and caches, and nobody pays for another's garbage. As the
    children that print reports, it looks for none of its own: it ends with its work.
    """
    gc.collect()
    gc.freeze()
    child = os.fork()
    if child == 0:
        status = 1
        gc.disable()
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    _, status, usage = os.wait4(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    return usage.ru_utime + usage.ru_stime
