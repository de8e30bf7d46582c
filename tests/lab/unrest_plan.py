"""What happens in a history of unrest.py: the lines that are typed, the steps, and their events."""

from dataclasses import dataclass
from typing import NamedTuple

from lab.hands import DEEDS
from lab.nuisances import AT_THE_START, NUISANCES
from lab.promises import Promise, Replacing

WINDOW = "-asince=2026-01-16"
GROWTH = 3, 8
BATCH = 4
STEPS = 3
"""Disturbed runs of a history."""
DELIVERED = "after_append"
POINTS = ("after_row", "in_closing", "before_fsync", "after_commit", DELIVERED)
"""Named moments of a run, see kill_points.py, for the hand and for kills."""
AT_APPEND = ("before_append", "in_append")
"""Others for kills alone: there is no time for a hand between a look and a write."""
OFTEN = ("after_row", "after_commit")


class Line(NamedTuple):
    """What is typed, behind `scrapy crawl NAME`."""

    name: str
    kind: str
    feed: tuple[str, ...]
    options: tuple[str, ...] = ()
    promise: type = Promise

    @property
    def is_window(self):
        return WINDOW in self.options


PACKED = """FEEDS={"feed.jsonl.gz": {"format": "jsonl", "overwrite": false,
    "postprocessing": ["scrapy.extensions.postprocessing.GzipPlugin"]}}"""
LINES = (
    Line("-o jsonl", "jsonl", ("-o", "feed.jsonl")),
    Line("-O jsonl", "jsonl", ("-O", "feed.jsonl"), promise=Replacing),
    Line("-o csv", "csv", ("-o", "feed.csv")),
    Line("-o jsonl.gz", "jsonl.gz", ("-s", PACKED)),
    Line("-o jsonl, window", "jsonl", ("-o", "feed.jsonl"), (WINDOW,)),
    Line(
        "batches",
        "jsonl",
        ("-O", "feed-%(batch_id)d.jsonl"),
        (f"-sFEED_EXPORT_BATCH_ITEM_COUNT={BATCH}",),
    ),
)


@dataclass(frozen=True)
class Event:
    """Something that happens during a run, at a part of its requests or at a named point."""

    what: str
    share: float = 0.5
    point: str = ""
    calls: int = 1

    def __str__(self):
        where = f"{self.point}:{self.calls}" if self.point else f"{self.share:.0%}"
        return self.what if self.what in AT_THE_START else f"{self.what} at {where}"


class Step(NamedTuple):
    """A run, what the hand does before it, and what happens during it."""

    before: str = ""
    during: tuple[Event, ...] = ()
    growth: int = GROWTH[1]

    def __str__(self):
        during = ", ".join(map(str, self.during)) or "quiet"
        return f"{self.before or '-'}; {self.growth} new; run: {during}"


def plan(dice):
    """Return the steps of a history."""
    return [random_step(dice) for _ in range(STEPS)]


def random_step(dice):
    before = dice.choice(list(DEEDS)) if dice.random() < 0.7 else ""
    count = dice.choices((0, 1, 2, 3), (0.1, 0.4, 0.4, 0.1))[0]
    during = [random_event(dice, may_have_point=not place) for place in range(count)]
    if any(event.point for event in during):  # a run that stands still there is not to go on
        during = [event for event in during if event.what != "stop and go on"]
    return Step(before, tuple(during), dice.randint(*GROWTH))


def random_event(dice, *, may_have_point):
    what = dice.choice(list(DEEDS)) if dice.random() < 0.5 else dice.choice(NUISANCES)
    if may_have_point and (what in DEEDS or what == "kill") and dice.random() < 0.4:
        point = dice.choice((*POINTS, *AT_APPEND) if what == "kill" else POINTS)
        return Event(what, point=point, calls=dice.randint(1, 4) if point in OFTEN else 1)
    return Event(what, share=dice.random())
