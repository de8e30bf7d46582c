"""A run's turn to append to a file that others append to: now, or when they are done."""

import asyncio
import logging
from collections.abc import Callable
from time import monotonic
from typing import Final

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.delivery import Delivery
from newsscraper.feeds.held_file import TornFile

_PAUSE: Final = 0.25
"""Seconds between two looks at a file that another run holds."""

_THEN: Final = "what is new is appended when it ends"
_ONCE_MORE: Final = "this run looks again at its end"

logger = logging.getLogger(__name__)


class Turn:
    """The turn of a delivery, whose file may be in use by another run."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self.is_awaited = False
        """Whether another run had the file when it was asked for, and it was not had since."""
        self._is_told = False

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
            logger.info("%s; %s", error, _THEN if _may_help(error) else _ONCE_MORE)

    def put_off(self) -> None:
        """Let others have the file until the end: then it is asked for again."""
        self._delivery.release()
        self.is_awaited = True

    async def come(self, seconds: float, may_wait: Callable[[], bool]) -> None:
        """Take the file if it is still awaited, within so many *seconds*, as long as it *may wait*.

        Raises CannotGoOn when another run has it all the time, or it cannot be cut back; at once if
        nobody has it, and it is torn.
        """
        until = monotonic() + seconds
        while self.is_awaited:
            try:
                self._delivery.prepare(wait=0)
                self.is_awaited = False
            except CannotGoOn as error:
                if not (_may_help(error) and monotonic() < until and may_wait()):
                    raise
                self._tell(seconds)
                await asyncio.sleep(_PAUSE)

    def _tell(self, seconds: float) -> None:
        if not self._is_told:
            logger.info("Waiting for %s, %g seconds at most", self._delivery.slot.uri, seconds)
        self._is_told = True


def _may_help(error: CannotGoOn) -> bool:
    """Tell whether it may help to wait."""
    return error.exit_code == Exit.HELD and not isinstance(error, TornFile)
