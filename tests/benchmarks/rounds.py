"""Rounds in which contestants take turns, and what is told of them.

Other jobs on a machine make a figure larger, never smaller: the minimum of all rounds is nearest
to the truth, and the spread tells how far to trust it.
"""

import os
import platform
import re
import shutil
from collections.abc import Callable, Hashable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

COUNTER = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
"""Counts instructions in user space, which other jobs on the machine do not change."""

Name = TypeVar("Name", bound=Hashable)
Figure = TypeVar("Figure")


def take_turns(
    contestants: Mapping[Name, Callable[[], Figure]], rounds: int
) -> dict[Name, list[Figure]]:
    """Let all contestants have a turn in each round; return what each turn gave."""
    turns: dict[Name, list[Figure]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, turn in contestants.items():
            turns[name].append(turn())
    return turns


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Return the least and the most of all rounds."""
    return f"{min(values):.{digits}f} to {max(values):.{digits}f}"


def can_count() -> bool:
    """Tell whether instructions can be counted here."""
    return shutil.which(COUNTER[0]) is not None


def counts(told: str) -> list[int]:
    """Return the instructions that the counter told of, a figure for each process."""
    return [int(found.replace(",", "")) for found in re.findall(r"refs: +([\d,]+)", told)]


def processor() -> str:
    """Return the model of the processor, and how many cores it has here."""
    facts = Path("/proc/cpuinfo")
    text = facts.read_text() if facts.exists() else ""
    model = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return f"{model[1] if model else platform.processor()}, {os.cpu_count()} cores"
