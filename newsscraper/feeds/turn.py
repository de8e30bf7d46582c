"""A run's turn to append to a file that others append to: now, or when they are done."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.delivery import Delivery

_PAUSE: Final = 0.25
"""Seconds between two looks at a file that another run holds."""

logger = logging.getLogger(__name__)


class Turn:
    """The turn of a delivery, whose file may be in use by another run."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self.is_awaited = False
        """Whether another run had the file when it was asked for, and it was not had since."""

    def take(self, *, may_wait: bool) -> None:
        """Take the file, or note that it is to be awaited, if it *may* be.

        Raises CannotGoOn when it may not, or the file cannot be cut back.
        """
        try:
            self._delivery.prepare()
        except CannotGoOn as error:
            if error.exit_code != Exit.HELD or not may_wait:
                raise
            self.is_awaited = True
            logger.info("%s; what is new is appended when it ends", error)

    async def come(self, seconds: float, may_wait: Callable[[], bool]) -> None:
        """Take the file if it is still awaited, within so many *seconds*, as long as it *may wait*.

        Raises CannotGoOn when another run has it all the time, or it cannot be cut back.
        """
        until = monotonic() + seconds
        if self.is_awaited:
            logger.info("Waiting for %s, %g seconds at most", self._delivery.slot.uri, seconds)
        while self.is_awaited:
            try:
                self._delivery.prepare(wait=0)
                self.is_awaited = False
            except CannotGoOn as error:
                is_over = monotonic() >= until or not may_wait()
                if error.exit_code != Exit.HELD or is_over:
                    raise
                await asyncio.sleep(_PAUSE)
