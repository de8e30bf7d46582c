"""A run's turn to upload: one uploads to a place at a time, whoever runs, on whatever machine."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.store.article_store import Store
from newsscraper.store.holds import Hold
from newsscraper.store.leases import SECONDS, Lease
from newsscraper.store.server import Server

_PAUSE: Final = 0.25
"""Seconds between two looks at what another run holds."""


@asynccontextmanager
async def upload_turn(store: Store, place: str | None, wait: float) -> AsyncIterator[None]:
    """Have *place*, a URI without user info, for oneself within the block; None needs no turn.

    Only runs that share a *store* on a server can be on several machines; there the lease lies.
    Raises CannotGoOn when another run has it for *wait* seconds, or the server cannot be asked.
    """
    if place is None or not isinstance(store.place, Server):
        yield
        return
    hold = await _taken(store.place, place, wait)
    try:
        yield
    finally:
        hold.release()


async def _taken(server: Server, place: str, wait: float) -> Hold:
    until = monotonic() + wait
    while True:
        hold = Lease(server, f"feed {place}", place, SECONDS)
        try:
            for pause in hold.taking():
                await asyncio.sleep(pause)
        except CannotGoOn as error:
            if error.exit_code != Exit.HELD or monotonic() >= until:
                raise
            await asyncio.sleep(_PAUSE)
        else:
            return hold
