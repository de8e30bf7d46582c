"""What a run holds while it works: a publisher, or whatever else only one may work at."""

from collections.abc import Iterator
from typing import Protocol

from newsscraper.failures import CannotGoOn


class Hold(Protocol):
    """It is in a file, see `locks`, or on a server, see `leases`."""

    def taking(self) -> Iterator[float]:
        """Take it; yield how many seconds to wait before going on.

        Raises CannotGoOn when another run holds it, or it cannot be written.
        """

    def may_go_on(self) -> bool:
        """Tell whether nobody else can have it; asked before each request, so it costs nothing."""

    @property
    def loss(self) -> CannotGoOn | None:
        """How it was lost, if it was."""

    def release(self) -> None:
        """Let others have it."""
