"""A connection to a server that stands cuts: it is made anew, and a transaction is said again.

A transaction is said again as a whole when the connection was cut, the server was restarted or
gave up the transaction for another. That nobody else is given the publisher meanwhile is what its
guard sees to; the guard's row also tells whether a commit was done whose answer was lost.
"""

import logging
import secrets
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from newsscraper.failures import CannotGoOn
from newsscraper.store.named_cursor import NamedCursor
from newsscraper.store.server_errors import failures, is_cut, is_passing, reason_of
from newsscraper.store.silence import Heard, Silence
from newsscraper.store.transcript import OtherAnswer, Said, Transcript

if TYPE_CHECKING:
    from psycopg import Connection as Driver
    from psycopg import Cursor

_T = TypeVar("_T")

_SHORTEST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 2.0
"""Seconds between two tries to reach a server that is gone."""

logger = logging.getLogger(__name__)


class Guard(Heard, Protocol):
    """What writers rely on, of which they are told if it is no more."""

    @property
    def loss(self) -> CannotGoOn | None:
        """How it was lost, if it was."""

    @property
    def silence(self) -> CannotGoOn | None:
        """The same, if that was because the server could not be asked."""

    def note(self, mark: int, last: int) -> str:
        """Return the query that has a row while it is, and until the transaction ends.

        The row has the mark of the *last* transaction, and from this one on *mark*.
        """

    def noted(self, mark: int) -> str:
        """Return the query that has a row if that transaction was committed."""

    def note_loss(self) -> CannotGoOn:
        """Note that there was no row; return what that means."""


class Session:
    """What SQLAlchemy takes for the driver's connection."""

    closed = broken = False
    """It is made anew by itself."""

    def __init__(self, connect: "Callable[[], Driver[Any]]", wait: float) -> None:
        """Await a server that is gone for *wait* seconds; once in vain, and no more."""
        self._connect, self._wait = connect, wait
        self._driver: Driver[Any] | None = connect()
        self._beginning, self._mark, self._last = "", 0, 0
        self._guard: Guard | None = None
        self._transcript: Transcript | None = None
        """Of the transaction, if it can be said again."""
        self._silence: Silence | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.driver, name)

    @property
    def driver(self) -> "Driver[Any]":
        """The driver's connection, a new one if the last was cut."""
        if self._driver is None:
            self._driver = self._connect()
        return self._driver

    # --- A transaction ---------------------------------------------------------------------------

    def begin(self, beginning: str, guard: Guard | None, *, writes: bool) -> None:
        """Begin one with these words; of one that *writes* the *guard* has to be there still.

        Raises CannotGoOn when it is not. Nothing is asked any more of a server for which the guard
        has waited in vain: each store of a process would wait once more, one after the other.
        """
        if guard and (loss := guard.loss if writes else guard.silence):
            raise loss
        self._beginning, self._guard = beginning, guard if writes else None
        self._transcript, self._mark = None, secrets.randbits(63)
        if guard and not self._silence:
            self._silence = Silence(guard)
        self._patiently(self._begin)
        self._transcript = Transcript() if guard else None

    def _begin(self) -> None:
        guard = self._guard
        try:
            if guard is None:
                self._ask(self._beginning)
            elif not self._has_row(guard.note(self._mark, self._last)):
                raise guard.note_loss()
        except BaseException:
            self._roll_back()
            raise

    def say(self, words: Said) -> "Cursor[Any]":
        """Return the cursor with what the server answers."""
        cursor = self._or_again(lambda: self._told(words), self._repeat)
        if self._transcript:
            self._transcript.add(words, cursor)
        return cursor

    def commit(self) -> None:
        """Commit; if the answer is lost, find out whether it was done."""
        try:
            self._or_again(lambda: self._ask("COMMIT"), self._resolve)
        except BaseException:  # SQLAlchemy holds it to be over
            self.rollback()
            raise
        self._transcript = None
        if self._guard:
            self._last = self._mark

    def rollback(self) -> None:
        """Give it up; a connection that is gone has done so."""
        self._transcript = None
        self._roll_back()

    def _roll_back(self) -> None:
        if self._driver:
            with suppress(*failures()), self._watched():
                self._driver.rollback()

    def cursor(self, *name: Any) -> Any:
        """Return a cursor; what one with a *name* is asked cannot be said again."""
        if name:
            self._transcript = None
            return NamedCursor(self.driver.cursor(*name), self._watched)
        return Asking(self)

    def close(self) -> None:
        """Let go of the connection."""
        if self._silence:
            self._silence.end()
            self._silence = None
        self._drop()

    # --- Said again ------------------------------------------------------------------------------

    def _told(self, words: Said) -> "Cursor[Any]":
        driver = self.driver
        with self._watched():
            return words.told(driver)

    def _watched(self) -> AbstractContextManager[None]:
        """Watch over what is asked within the block: a server may be frozen."""
        driver, silence = self._driver, self._silence
        return silence.of(driver) if driver and silence else nullcontext()

    def _ask(self, query: str) -> "Cursor[Any]":
        return self._told(Said("execute", query, None))

    def _has_row(self, query: str) -> bool:
        """Begin, and tell whether *query* has a row."""
        cursor = self._ask(self._beginning + query)
        while cursor.nextset():
            pass
        return cursor.fetchone() is not None

    def _or_again(self, first: Callable[[], _T], again: Callable[[Callable[[], _T]], _T]) -> _T:
        try:
            return first()
        except failures() as error:
            if self._transcript is None or not is_passing(error):
                raise
            logger.info("The store %s; once more", reason_of(error))
            self._drop()
            try:
                return self._patiently(lambda: again(first))
            except OtherAnswer:
                raise error from None

    def _repeat(self, last: Callable[[], _T]) -> _T:
        """Say the transaction again, and then the *last* words."""
        self._begin()
        assert self._transcript
        with self._watched():
            self._transcript.repeat(self.driver)
        return last()

    def _resolve(self, commit: Callable[[], _T]) -> _T:
        """Commit again, unless it was done: who has the turn to write sees all that was."""
        if self._guard:
            if self._has_row(self._guard.noted(self._mark)):
                return commit()  # of nothing more
            self.driver.rollback()
        return self._repeat(commit)

    def _patiently(self, act: Callable[[], _T]) -> _T:
        """Do it as soon as there is a server: it was restarted, or another took its place."""
        end, pause = time.monotonic() + self._wait, _SHORTEST_PAUSE
        while True:
            try:
                return act()
            except failures() as error:
                if not is_passing(error) or time.monotonic() + pause > end:
                    self._wait = 0.0 if is_cut(error) else self._wait
                    raise
                logger.info("The store %s; waiting up to %g s", reason_of(error), self._wait)
            self._drop()
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _drop(self) -> None:
        driver, self._driver = self._driver, None
        if driver:
            with suppress(*failures()):
                driver.close()


class Asking:
    """What SQLAlchemy takes for a cursor of the driver."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._cursor: Any = None

    def __getattr__(self, name: str) -> Any:
        if self._cursor is None:
            self._cursor = self._session.driver.cursor()
        return getattr(self._cursor, name)

    def execute(self, query: Any, values: Any = None) -> None:
        """Ask."""
        self._cursor = self._session.say(Said("execute", query, values))

    def executemany(self, query: Any, values: Any) -> None:
        """Ask for each of many rows."""
        self._cursor = self._session.say(Said("executemany", query, values))

    def close(self) -> None:
        """Let go of what was answered, if anything was."""
        if self._cursor is not None:
            self._cursor.close()
