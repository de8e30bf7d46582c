"""What a run holds while it works: a publisher, or whatever else only one may work at."""

from collections.abc import Iterator
from typing import Protocol

from newsscraper.failures import CannotGoOn, Exit


class Held(CannotGoOn):
    """Something is held by another run, which is alive."""

    def __init__(self, what: str, holder: str) -> None:
        """Tell who has *what*: *holder*, its process and since when."""
        super().__init__(Exit.HELD, f"{what} is held by another run: {holder}")
        self.holder = holder


class Hold(Protocol):
    """It is in a file, see `locks`, or on a server, see `leases`."""

    def taking(self) -> Iterator[float]:
        """Take it; yield how many seconds to wait before going on.

        Raises Held when another run has it, and CannotGoOn when it cannot be written.
        """

    def may_go_on(self) -> bool:
        """Tell whether nobody else can have it; asked before each request, so it costs nothing."""

    @property
    def loss(self) -> CannotGoOn | None:
        """How it was lost, if it was."""

    def release(self) -> None:
        """Let others have it."""
