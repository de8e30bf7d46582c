"""The patience of a run that is one of several: it waits while another run has its publisher."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import Final

from newsscraper.feeds.together import Together
from newsscraper.store import run_log
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock
from newsscraper.store.holds import Held, Hold
from newsscraper.store.home import Place
from newsscraper.store.locks import publisher_hold

_PAUSE: Final = 1.0
"""Seconds between two looks at a publisher that another run holds."""

logger = logging.getLogger(__name__)


async def taken_hold(place: Place, publisher: str, clock: Clock) -> Hold:
    """Return the hold on a publisher in the store at *place*, which is ours.

    Raises Held when another run has it, and CannotGoOn when it cannot be written.
    """
    hold = publisher_hold(place, publisher, clock)
    for pause in hold.taking():
        await asyncio.sleep(pause)
    return hold


class Patience:
    """Waits for a publisher as long as that makes sense.

    A run that began after our command does our work: it is awaited as long as it lives. Any other
    is awaited for a bounded time. No file waits meanwhile: whoever holds it may be waiting for us.
    """

    def __init__(self, together: Together, wait: float) -> None:
        """Wait *wait* seconds for a run that began before the command of those *together*."""
        self._together, self._wait = together, wait
        self.holder = ""
        """Who was seen to have the publisher last."""
        self._told = ""

    async def taken_hold(self, place: Place, publisher: str, clock: Clock) -> Hold:
        """Return the hold on a publisher in the store at *place*, now or when it is ours.

        Raises Held when another run has it too long, and CannotGoOn when the store cannot be used.
        """
        until = monotonic() + self._wait
        with ExitStack() as stack:
            store: Store | None = None
            while True:
                try:
                    return await taken_hold(place, publisher, clock)
                except Held as held:
                    if store is None:
                        stack.enter_context(self._standing_back(publisher))
                        stack.callback((store := Store.open(place, clock)).close)
                    does_our_work = self._has_begun_anew(store, publisher)
                    if not does_our_work and monotonic() >= until:
                        raise
                    self._note(held, does_our_work=does_our_work)
                await asyncio.sleep(_PAUSE)

    @contextmanager
    def _standing_back(self, publisher: str) -> Iterator[None]:
        self._together.stand_back(publisher)
        try:
            yield
        finally:
            self._together.come_back(publisher)

    def _has_begun_anew(self, store: Store, publisher: str) -> bool:
        """Tell whether the publisher's newest run began after our command."""
        with store.reading() as transaction:
            return run_log.newest(transaction, publisher) > self._together.newest_run

    def _note(self, held: Held, *, does_our_work: bool) -> None:
        self.holder = held.holder
        end = "until that has ended" if does_our_work else f"up to {self._wait:g} s"
        if (said := f"{held}; waiting {end}") != self._told:
            logger.info("%s", said)
        self._told = said
