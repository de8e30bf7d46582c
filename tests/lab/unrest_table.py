"""Plays histories of unrest.py until there were so many events, and counts what failed by kind."""

import itertools
import random
import shutil
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import NamedTuple

from lab.promises import Broken
from lab.unrest import History
from lab.unrest_plan import LINES, plan


class Told(NamedTuple):
    """What came of one history."""

    number: int
    line: str
    events: int
    kind: str
    text: str

    @classmethod
    def of(cls, seed, folder, engine, number):
        """Play history *number* of a seed; only what went wrong leaves its folder behind."""
        dice = random.Random(f"{seed} {number}")
        line = LINES[number % len(LINES)]
        own = folder / f"history-{number}"
        history = History(line, plan(dice), own, f"{seed} {number}", engine)
        try:
            history.play()
        except Broken as broken:
            steps = "".join(f"\n    {each}" for each in history.said)
            return cls(number, line.name, history.events, broken.kind, f"{broken}{steps}")
        shutil.rmtree(history.folder)
        return cls(number, line.name, history.events, "", "")


def play_events(options, folder, engine):
    """Play histories until there were so many events; return 0, or what to say at the end."""
    told, numbers = [], itertools.count()
    if options.history is not None:
        numbers, options.events = iter([options.history]), 1
    with ThreadPoolExecutor(options.jobs) as pool:
        while sum(each.events for each in told) < options.events:
            batch = list(itertools.islice(numbers, len(LINES)))
            if not batch:
                break
            for each in pool.map(partial(Told.of, options.seed, folder, engine), batch):
                told.append(each)
                if each.kind:
                    print(f"history {each.number}, {each.line}: {each.text}", flush=True)
            events = sum(each.events for each in told)
            print(f"{events} of {options.events} events", file=sys.stderr, flush=True)
    print(*table(told), sep="\n")
    if any(each.kind for each in told):
        return f"The folders of what went wrong are in {folder}"
    folder.rmdir()
    return 0


def table(told):
    """Yield a line for each kind of feed: histories, events, and what failed by its kind."""
    for line in LINES:
        of_line = [each for each in told if each.line == line.name]
        kinds = Counter(each.kind for each in of_line if each.kind)
        failed = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "all well"
        events = sum(each.events for each in of_line)
        yield f"{line.name:18}{len(of_line):4} histories {events:5} events   {failed}"
    yield f"{'all':18}{len(told):4} histories {sum(each.events for each in told):5} events"
