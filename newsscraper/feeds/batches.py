"""One feed in one run: batch after batch, or all in one, and no revision twice."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from time import monotonic
from typing import TYPE_CHECKING, Final

from sqlalchemy import Select

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.delivery import Delivery
from newsscraper.feeds.identity import identity, is_local, is_of_its_own, local_path
from newsscraper.feeds.leftovers import take_away_lock
from newsscraper.feeds.outbox import Outbox
from newsscraper.feeds.slots import Slots
from newsscraper.feeds.together import Together
from newsscraper.feeds.turn import Turn
from newsscraper.feeds.upload_turn import Check, upload_turn
from newsscraper.feeds.wanted import Selection, wanted
from newsscraper.items import Article
from newsscraper.messages.redaction import without_user
from newsscraper.store import delivered, revisions
from newsscraper.store.article_store import Store

if TYPE_CHECKING:
    from newsscraper.feeds.joint_file import JointFile

_KNOWN: Final = "use %(name)s, %(time)s or %(batch_id)d"


class Batches:
    """What one feed gets in one run; the last batch is open."""

    def __init__(
        self, template: str, slots: Slots, store: Store, selection: Selection, outbox: Outbox
    ) -> None:
        """Begin the first batch.

        A file to be continued that another run holds is awaited at the end. Raises CannotGoOn when
        another run holds one that cannot be, the file cannot be cut back, or has no name.
        """
        self._template, self._slots, self._store = template, slots, store
        self.selection, self.outbox = selection, outbox
        self._looked_at = 0  # The newest seq when it was last handed what the store had.
        self._offered: set[int] = set()  # Seqs that it was handed, wanted or not.
        self.has_all = False
        """Whether it was handed all that the store has for it."""
        self.is_broken_off = False
        """Whether the run ends while it begins: what is still to be handed over is left."""
        with store.writing() as transaction:
            known_by = identity(template, store.files)
            self.feed = delivered.open_feed(transaction, known_by, selection.publisher)
        self.current = self._first_delivery()
        """The batch that is written."""
        self.turn = self._first_turn()
        self.joint_file: JointFile | None = None
        """The file, if runs that are together put it in place together."""
        self._among_others: asyncio.Lock | None = None

    def _first_turn(self) -> Turn:
        """Take the file; one that other machines write to, too, is had at the end alone."""
        turn, is_alone = Turn(self.current), is_of_its_own(self._template)
        if self.current.shared_file and not is_alone:
            turn.put_off()
        else:
            turn.take(may_wait=bool(self.current.continued_file) and not is_alone)
        return turn

    def share(self, together: Together) -> None:
        """Leave the file until the end to runs that are *together*, if they write to it, too."""
        if self.current.replaced_file:
            self.joint_file = together.joint_file(self._template)
        elif self.current.continued_file:
            self._among_others = together.turn(self._template)
        if self.joint_file or self._among_others:
            self.turn.put_off()

    def file_turn(
        self, wait: float, may_wait: Callable[[], bool]
    ) -> AbstractAsyncContextManager[Check]:
        """Have a file that other machines write to, too, for ourselves within the block."""
        return upload_turn(self._store, self.current.shared_file, wait, may_wait)

    def _first_delivery(self) -> Delivery:
        number = self.feed.batch_id + 1
        uri = self._first_uri(number)
        self._tidy(uri)
        return self._delivery(number, uri, is_first=True)

    def _first_uri(self, number: int) -> str:
        """Return the URI of batch *number*; CannotGoOn for a parameter without a value."""
        try:
            return self._slots.uri(self._template, number)
        except (KeyError, TypeError, ValueError) as error:
            text = f"{without_user(self._template)} cannot be filled in ({error}); {_KNOWN}"
            raise CannotGoOn(Exit.BAD_ARGUMENT, text) from error

    def _tidy(self, following: str) -> None:
        """Take away the lock of the last batch if a kill kept its run from doing so.

        *following* is the URI of the next one, which may be the same.
        """
        last = self._slots.uri(self._template, self.feed.batch_id)
        if last != following and is_local(last):
            take_away_lock(local_path(last), self._store.clock)

    def _delivery(self, number: int, uri: str, *, is_first: bool) -> Delivery:
        slot = self._slots.slot(self._template, number, uri)
        return Delivery(self._store, self.feed, slot, is_first=is_first)

    async def hand_over(self) -> None:
        """Write all revisions that the feed should hold and does not yet, if it has its file."""
        if self.turn.is_awaited:
            return
        batch = self.current
        with self._store.reading() as transaction:
            self._looked_at = revisions.newest_seq(transaction, self.feed.publisher)
        for query in wanted(
            self.feed,
            self.selection,
            replaces=batch.replaces,
            replaced=batch.replaced_file,
            continued=batch.continued_file,
        ):
            for seqs in self._seqs(query):
                if self.is_broken_off:
                    return
                for seq, article in self._read(seqs):
                    self.write(article, seq)
                await asyncio.sleep(0)  # a signal is heard meanwhile
                await self.outbox.sent()  # so that not all of the full batches are open at once
        self.has_all = True

    def _seqs(self, query: Select[int]) -> Iterator[Sequence[int]]:
        with self._store.reading() as transaction:
            return revisions.chunks_of_seqs(transaction, query)

    def _read(self, seqs: Sequence[int]) -> list[revisions.Queued]:
        with self._store.reading() as transaction:
            return revisions.queued(transaction, seqs)

    def write(self, article: Article, seq: int, document: str | None = None) -> None:
        """Write a revision, unless the feed has it or does not want it; send off a full batch.

        A feed that waits for its file gets it from the store when it has it.
        """
        batch = self.current
        if self.turn.is_awaited or seq in self._offered:
            return
        self._offered.add(seq)
        if not batch.wants(article, seq):
            return
        try:
            batch.write(article, seq, document)
            if batch.slot.itemcount == self._slots.options(self._template)["batch_item_count"]:
                self._begin_next(batch)
        except Exception as error:  # an item filter or exporter of the settings may raise anything
            self.outbox.break_off(batch, error)

    def _begin_next(self, full: Delivery) -> None:
        number = full.slot.batch_id + 1
        uri = self._slots.uri(self._template, number)
        self.current = self._delivery(number, uri, is_first=False)
        self.current.prepare()
        self.outbox.send(full)

    def join(self, *, is_final: bool) -> None:
        """Have the feed's articles put into the file that others write to, too."""
        if self.joint_file:
            self.joint_file.join(self, is_final=is_final)

    async def finish(self, wait: float, may_wait: Callable[[], bool], *, is_final: bool) -> None:
        """Deliver the open batch, with what the run added to what was asked for.

        A file that another run holds is awaited for *wait* seconds, as long as it *may wait*. If
        what is delivered *is* not *final*, and the next run's file takes the place of this one, the
        next run delivers it once more.
        """
        if self.joint_file:
            await self.joint_file.finish(wait, may_wait)
        elif self._among_others:
            until = monotonic() + wait
            async with self._among_others:
                await self._finish(max(until - monotonic(), 0), may_wait, is_final=is_final)
        else:
            await self._finish(wait, may_wait, is_final=is_final)

    async def _finish(self, wait: float, may_wait: Callable[[], bool], *, is_final: bool) -> None:
        try:
            async with self.file_turn(wait, may_wait) as self.current.check_turn:
                await self._finish_in_turn(wait, may_wait, is_final=is_final)
        except CannotGoOn as error:
            self.outbox.leave(self.current, error)

    async def _finish_in_turn(
        self, wait: float, may_wait: Callable[[], bool], *, is_final: bool
    ) -> None:
        is_late = self.turn.is_awaited
        await self.turn.come(wait, may_wait)
        if is_late:
            self.is_broken_off = False  # its own hand-over was never begun
        if is_late or self.selection.may_grow:
            await self.hand_over()
        self.current.is_final = is_final or not self._is_replaced
        await self.outbox.deliver(self.current)

    @property
    def _is_replaced(self) -> bool:
        """Tell whether each run's file takes the place of the last: it has one and the same URI."""
        return self.current.replaces_file and not is_of_its_own(self._template)

    def advance(self) -> None:
        """Let incremental runs go on after what the feed was handed, or what passed it by.

        What others have stored meanwhile stays owed to it.
        """
        with self._store.writing() as transaction:
            owed = delivered.owed_since(
                transaction, self.feed, with_duplicates=self.selection.with_duplicates
            )
            left = [seq for seq in owed if seq > self._looked_at and seq not in self._offered]
            newest = revisions.newest_seq(transaction, self.feed.publisher)
            self.feed.delivered = min(left) - 1 if left else newest
            delivered.advance(transaction, self.feed)
