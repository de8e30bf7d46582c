"""A file that the runs of one process replace together: it takes its place when all are there."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.delivery import Delivery
from newsscraper.feeds.outbox import Outbox
from newsscraper.feeds.turn import Turn
from newsscraper.feeds.upload_turn import Check
from newsscraper.feeds.wanted import Selection


class JoiningFeed(Protocol):
    """The feed of one publisher, as far as its file needs it."""

    selection: Selection
    outbox: Outbox
    turn: Turn
    current: Delivery
    is_broken_off: bool

    def file_turn(
        self, wait: float, may_wait: Callable[[], bool]
    ) -> AbstractAsyncContextManager[Check]:
        """Have the file for ourselves within the block, if other machines write to it, too."""

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
            if self._is_tried:
                return
            self._is_tried = True
            try:
                first = self._feeds[0]
                async with first.file_turn(wait, may_wait) as first.current.check_turn:
                    await self._take(wait, may_wait)
                    await self._hand_over()
                    await self._deliver()
            except CannotGoOn as error:
                self._leave(error)
            except Exception as error:  # an item filter of the settings may raise anything
                self._give_up(error)

    async def _take(self, wait: float, may_wait: Callable[[], bool]) -> None:
        """Take the file for all. Raises CannotGoOn when it cannot be had."""
        first, *others = self._feeds
        for each in self._feeds:
            each.current.is_final = False  # as long as nothing is delivered
        await first.turn.come(wait, may_wait)
        for each in others:
            each.current.write_into(first.current)
            each.turn.is_awaited = False
        first.current.others = [each.current for each in others]

    async def _hand_over(self) -> None:
        for each in self._feeds:
            each.is_broken_off = False  # its own hand-over was never begun
            await each.hand_over()
            if each.current.failure:
                raise _beside(each.current.failure)

    async def _deliver(self) -> None:
        first, *others = self._feeds
        for each in self._feeds:
            each.current.is_final = self._is_final and len(self._feeds) == self._members
        await first.outbox.deliver(first.current)
        if first.current.failure:
            raise _beside(first.current.failure)
        if not first.current.slot.itemcount:
            return
        self.names = [each.selection.publisher for each in self._feeds]
        for each in others:
            await each.outbox.tell(each.current)

    def _leave(self, error: CannotGoOn) -> None:
        for each in self._feeds:
            each.outbox.leave(each.current, error)

    def _give_up(self, error: Exception) -> None:
        """Give up what is not given up already: what keeps one from the file keeps all."""
        for each in self._feeds:
            if not each.current.failure:
                each.outbox.break_off(each.current, error)


def _beside(error: Exception) -> OSError:
    """Return *error* as what keeps other feeds from the file: no bug of theirs."""
    return OSError(str(error) or type(error).__name__)
