"""What is known of a run at one moment."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Pause(NamedTuple):
    """A time in which nothing is asked for."""

    seconds: float
    """Until its end."""
    is_asked_for: bool
    """Whether the publisher asked for it; else something had failed."""


class Position(NamedTuple):
    """How far the lists were read."""

    pages: int = 0
    """Index pages."""
    most_pages: int | None = None
    """So many may be read; None is no limit."""
    day: date | None = None
    """The day that was reached, if the lists say one."""
    number: int | None = None
    """Which day of the window that is, counted from its last on, as lists are read."""
    days: int | None = None
    """Days of the window, if it has a first one."""


@dataclass(frozen=True)
class Figures:
    """What is known of a run at one moment."""

    publisher: str
    position: Position = Position()
    addresses: int = 0
    """Those that the run was given, if it is for a list."""
    stored: int = 0
    """Articles and revisions, without duplicates that no feed gets."""
    revised: int = 0
    """Those of them that are revisions."""
    duplicates: int = 0
    failed: int = 0
    refused: int = 0
    to_fetch: int = 0
    """Articles that are to be fetched, as far as that is known."""
    rate: float | None = None
    """Requests in the last minute; None while that cannot be told."""
    permitted: float | None = None
    """Requests that may be sent in a minute; None: as many as one likes."""
    pause: Pause | None = None
    seconds_left: float | None = None
    """Until all is fetched, if that can be known."""
    is_ending: bool = False
    """Whether nothing is fetched any more, and the feeds are delivered."""
