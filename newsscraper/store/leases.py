"""Leases on a server: who has one says again and again that it is alive, or others get it.

Whoever takes one over has waited for a whole lease in which nothing was heard of the other. So two
never work at once, be the other killed, stopped, or cut off: it has noticed before.
"""

import atexit
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.holds import Held
from newsscraper.store.lease_table import LeaseRow, LeaseTable
from newsscraper.store.server import Server
from newsscraper.store.server_errors import failures, reason_of

SECONDS: Final = 30.0
"""How long a lease is."""

_MARGIN: Final = 0.1
"""Part of a lease that is not used: clocks run unevenly, and a request takes time to go out."""

_RENEWALS: Final = 3
"""In one lease."""

_LOOKS: Final = 30
"""In one lease: at what became of it, or whether a server that was gone is there again."""

_elapsed: Final = (
    partial(time.clock_gettime, time.CLOCK_BOOTTIME)
    if hasattr(time, "CLOCK_BOOTTIME")
    else time.monotonic
)
"""Tells seconds, also those in which the machine sleeps."""

_MUTE: Final = "cannot be reached (it does not answer); everything committed is safe"
_GONE: Final = "is gone: another run had it meanwhile, or somebody deleted it"
_LOST: Final = (
    "has lost what this run committed last: another server took its place, or it was restored from"
    " a copy; run the same line again"
)
_SILENT: Final = "%s is held by another run of which nothing is heard: %s; waiting for %g s"

logger = logging.getLogger(__name__)


class Lease:
    """The lease of a name in a store on a server, which this process has or wants."""

    def __init__(self, place: Server, name: str, what: str, seconds: float) -> None:
        """Take nothing yet: *what* it protects is for messages, *seconds* is how long it is."""
        self._place, self._what, self._seconds = place, what, seconds
        self._table = LeaseTable(place, name, seconds)
        self._until = 0.0
        """Nobody else has it before, by our own clock."""
        self._loss: CannotGoOn | None = None
        self._trouble = CannotGoOn(Exit.NOT_WRITTEN, f"{place} {_MUTE}")
        """Why it could not be renewed."""
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._is_wanted, self._is_done = threading.Event(), threading.Event()
        """Set when it is to be renewed at once, and when that was tried."""
        self._is_over = self._is_mute = False
        """Whether it is given back, and whether it was lost as the server could not be asked."""

    # --- Its beginning ---------------------------------------------------------------------------

    def taking(self) -> Iterator[float]:
        """Take it; yield how long to wait before going on.

        If nothing is heard of whoever has it, that is a lease in all. Raises Held when another run
        has it, and CannotGoOn when the server cannot be asked.
        """
        try:
            yield from self._waiting()
        except BaseException:
            self.release()
            raise
        self._keeper.start()
        atexit.register(self.release)  # a second signal ends a run as it is

    def _waiting(self) -> Iterator[float]:
        watched: LeaseRow | None = None
        end = 0.0
        while True:
            began = _elapsed()
            row = self._seen(watched)
            is_silent = row is not None and row == watched and began >= end
            if (row is None or is_silent) and self._has_taken(row):
                break
            if row and (watched is None or row.holder != watched.holder):
                logger.info(_SILENT, self._what, row, self._seconds)
                watched, end = row, began + self._seconds
            yield self._seconds / _LOOKS
        self._until = began + self._seconds * (1 - _MARGIN)

    def _seen(self, watched: LeaseRow | None) -> LeaseRow | None:
        """Return who has it. Raises Held when that is another, and alive."""
        with self._telling():
            row = self._table.see()
        is_renewed = row and watched and row.holder == watched.holder and row.until != watched.until
        if row and (row.is_alive or is_renewed):
            raise Held(self._what, str(row))
        return row

    def _has_taken(self, former: LeaseRow | None) -> bool:
        with self._telling():
            return self._table.take(former)

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except failures() as error:
            raise CannotGoOn(Exit.NOT_WRITTEN, f"{self._place} {reason_of(error)}") from error

    # --- Kept by a thread: whoever works does not wait for a server that does not answer ---------

    def _keep(self) -> None:
        """Renew it again and again, more often while that fails; give it back in the end.

        One that was lost is given back no sooner: something of the run may still be under way.
        """
        pause = self._seconds / _RENEWALS
        while not self._is_over:
            if self._is_wanted.wait(pause):
                self._is_wanted.clear()
            if self._loss is None:
                pause = self._seconds / (_RENEWALS if self._is_renewed() else _LOOKS)
            self._is_done.set()
        self._table.give_back()

    def _is_renewed(self) -> bool:
        began = _elapsed()
        try:
            with self._telling():
                is_ours, row = self._table.renew(), None
                if not is_ours:
                    row = self._table.see()
        except CannotGoOn as error:
            self._trouble = error
            return False
        if is_ours:
            self._until = began + self._seconds * (1 - _MARGIN)
        else:
            self._loss = self._taken_over(row)
        return is_ours

    def _taken_over(self, row: LeaseRow | None) -> CannotGoOn:
        if row is None:
            return CannotGoOn(Exit.NOT_WRITTEN, f"the lease of {self._what} {_GONE}")
        silence = f"nothing was heard of this one for {self._seconds:g} s"
        return Held(self._what, f"{row}; {silence}")

    def _renew_now(self) -> None:
        """Let it be renewed, if it ever was ours, and wait for that a while.

        Where nobody else can have it yet, that is no longer than until somebody can: a request that
        is under way has to be ended before.
        """
        left, wait = self._until + self._seconds * _MARGIN - _elapsed(), self._seconds / _RENEWALS
        if self._keeper.is_alive():
            self._is_done.clear()
            self._is_wanted.set()
            self._is_done.wait(min(left, wait) if left > 0 else wait)

    # --- Asked -----------------------------------------------------------------------------------

    def may_go_on(self) -> bool:
        """Tell whether nobody else has it. The server is asked only when it should have run out."""
        if self._loss is None and _elapsed() >= self._until:
            self._renew_now()
            if self._loss is None and _elapsed() >= self._until:
                self._loss, self._is_mute = self._trouble, True
        return self._loss is None

    @property
    def loss(self) -> CannotGoOn | None:
        """How it was lost, if it was."""
        return None if self.may_go_on() else self._loss

    @property
    def silence(self) -> CannotGoOn | None:
        """How it was lost, if that was because the server could not be asked."""
        loss = self.loss
        return loss if self._is_mute else None

    @property
    def is_heard(self) -> bool:
        """Whether it was renewed lately."""
        return _elapsed() < self._until

    def note(self, mark: int, last: int) -> str:
        """Return the query that has a row as long as it is ours, which it stays meanwhile.

        The row has the mark of the *last* transaction, or 0; with this one it gets another *mark*.
        """
        return self._table.note(mark, last)

    def noted(self, mark: int) -> str:
        """Return the query that has a row if the transaction with that *mark* was committed."""
        return self._table.noted(mark)

    def note_loss(self) -> CannotGoOn:
        """Note that a transaction has not found it as it was; return what that means.

        If it is ours as ever, the last transaction is not there: nor is what it wrote.
        """
        self._renew_now()
        if self._loss is None and self.is_heard:
            self._loss = CannotGoOn(Exit.NOT_WRITTEN, f"{self._place} {_LOST}")
        self._loss = self._loss or self._taken_over(None)
        return self._loss

    def release(self) -> None:
        """Let others have it; a server that could not be asked is not awaited."""
        atexit.unregister(self.release)
        self._is_over = True
        if self._keeper.is_alive():
            self._is_wanted.set()
            self._keeper.join(0 if self._is_mute else self._seconds / _RENEWALS)
        else:
            self._table.give_back()
