"""A file that the runs of one process replace together: it takes its place when all are there."""

import asyncio
from collections.abc import Callable
from typing import Protocol

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.delivery import Delivery
from newsscraper.feeds.outbox import Outbox
from newsscraper.feeds.turn import Turn
from newsscraper.feeds.wanted import Selection


class JoiningFeed(Protocol):
    """The feed of one publisher, as far as its file needs it."""

    selection: Selection
    outbox: Outbox
    turn: Turn
    current: Delivery
    is_broken_off: bool

    async def hand_over(self) -> None:
        """Write all revisions that it should hold."""


class JointFile:
    """What the feeds of several publishers are to put into one file.

    It is written in one go, and noted in the store in one transaction: a kill leaves the file of
    before, and all of them hand their articles over again.
    """

    def __init__(self, members: int) -> None:
        """Begin without any of the *members*, the publishers of the process."""
        self.names: list[str] = []
        """Publishers whose articles are in the file; none if it stays as it was."""
        self._members = members
        self._feeds: list[JoiningFeed] = []
        self._is_final = True
        self._is_tried = False
        self._one_by_one = asyncio.Lock()

    def join(self, feed: JoiningFeed, *, is_final: bool) -> None:
        """Let a feed of a run that is sound have its articles in the file."""
        self._feeds.append(feed)
        self._is_final &= is_final

    async def finish(self, wait: float, may_wait: Callable[[], bool]) -> None:
        """Write the file, once: whoever comes first does it for all, when all have joined.

        As for one publisher, it counts only if nothing is to be done once more: what it holds
        comes again with the next file if one of the publishers is missing, or not at its end.
        """
        async with self._one_by_one:
            if not self._is_tried:
                self._is_tried = True
                await self._write(wait, may_wait)

    async def _write(self, wait: float, may_wait: Callable[[], bool]) -> None:
        first, *others = self._feeds
        try:
            await first.turn.come(wait, may_wait)
        except CannotGoOn as error:
            for each in self._feeds:
                each.outbox.leave(each.current, error)
            return
        for each in others:
            each.current.write_into(first.current)
            each.turn.is_awaited = False
        for each in self._feeds:
            each.is_broken_off = False  # its own hand-over was never begun
            each.current.is_final = self._is_final and len(self._feeds) == self._members
            await each.hand_over()
        await self._deliver(first, others)

    async def _deliver(self, first: JoiningFeed, others: list[JoiningFeed]) -> None:
        """Put the file in place; what keeps one from it keeps all."""
        broken = next((each.current for each in others if each.current.failure), None)
        if broken and broken.failure and not first.current.failure:
            first.outbox.break_off(first.current, _beside(broken.failure))
        first.current.others = [each.current for each in others]
        await first.outbox.deliver(first.current)
        for each in others:
            if not (failure := first.current.failure):
                await each.outbox.tell(each.current)
            elif not each.current.failure:
                each.outbox.break_off(each.current, _beside(failure))
        if not first.current.failure and first.current.slot.itemcount:
            self.names = [each.selection.publisher for each in self._feeds]


def _beside(error: Exception) -> OSError:
    """Return *error* as what keeps another feed from its file: no bug of its own."""
    return OSError(str(error) or type(error).__name__)
