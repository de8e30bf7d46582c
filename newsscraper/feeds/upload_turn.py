"""A run's turn at a place that many machines write to: one at a time, whoever runs, and where."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from time import monotonic
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.article_store import Store
from newsscraper.store.holds import Hold
from newsscraper.store.leases import SECONDS, Lease
from newsscraper.store.server import Server

_PAUSE: Final = 0.25
"""Seconds between two looks at what another run holds."""

logger = logging.getLogger(__name__)


Check = Callable[[], None]
"""Raises CannotGoOn when the turn may be another's by now."""


@asynccontextmanager
async def upload_turn(
    store: Store, place: str | None, wait: float, may_wait: Callable[[], bool]
) -> AsyncIterator[Check]:
    """Have *place*, a URI without user info or a path, for oneself within the block.

    None needs no turn. Only runs that share a *store* on a server can be on several machines; there
    the lease lies. The block gets what checks that it is still ours. Raises CannotGoOn when another
    run has it for *wait* seconds, as long as we *may wait*, or the server cannot be asked.
    """
    if place is None or not isinstance(store.place, Server):
        yield is_ours
        return
    hold = await _taken(store.place, place, wait, may_wait)
    try:
        yield partial(_check, hold)
    finally:
        hold.release()


def is_ours() -> None:
    """Check nothing: nobody else can have it."""


def _check(hold: Hold) -> None:
    if loss := hold.loss:
        raise loss


async def _taken(server: Server, place: str, wait: float, may_wait: Callable[[], bool]) -> Hold:
    until, is_told = monotonic() + wait, False
    while True:
        hold = Lease(server, f"feed {place}", place, SECONDS)
        try:
            for pause in hold.taking():
                await asyncio.sleep(pause)
        except CannotGoOn as error:
            if error.exit_code != Exit.HELD or monotonic() >= until or not may_wait():
                raise
            if not is_told:
                logger.info("%s; waiting up to %g s", error, wait)
            is_told = True
            await asyncio.sleep(_PAUSE)
        else:
            return hold
