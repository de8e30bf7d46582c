"""How far the reading of archives is: on a terminal all the time, elsewhere a line a minute."""

import sys
import time
from collections.abc import Callable, Mapping
from typing import Final

from newsscraper.messages.terminal import is_smart, tell, tell_for_now, wipe
from newsscraper.messages.wording import number
from newsscraper.progress.rounded import span

_MINUTE: Final = 60.0
_SOONEST: Final = 5.0
"""Seconds after which a time can be told."""


class ArchiveProgress:
    """Tells how many archives are done, and by their sizes how long the others take."""

    def __init__(
        self,
        sizes: Mapping[str, int],
        in_hand: Callable[[], dict[str, int]],
        clock: Callable[[], float],
        how: str,
    ) -> None:
        """Begin; *in_hand* tells the bytes read of some archives, *how* is the setting PROGRESS."""
        self._sizes = sizes
        self._in_hand = in_hand
        self._clock = clock
        self._how = how
        self._begun = self._said = clock()
        self._done: set[str] = set()

    def end(self, archive: str) -> None:
        """Note that an archive is done."""
        self._done.add(archive)

    def tick(self) -> None:
        """Say how far it is, if it is time to."""
        if self._how == "off":
            return
        if self._how != "lines" and is_smart(sys.stderr):
            tell_for_now(self.line)
        elif self._clock() - self._said >= _MINUTE:
            self._said = self._clock()
            tell(self.line)

    @property
    def line(self) -> str:
        """The figures in one line."""
        said = f"{len(self._done)} of {number(len(self._sizes), 'archive')} read"
        left = self._left
        return f"{said}, about {span(left)} left" if left is not None else said

    @property
    def _left(self) -> float | None:
        elapsed = self._clock() - self._begun
        read = self._in_hand() | {name: self._sizes[name] for name in self._done}
        done = sum(min(size, self._sizes.get(name, 0)) for name, size in read.items())
        if not done or elapsed < _SOONEST:
            return None
        return elapsed * (sum(self._sizes.values()) - done) / done

    def close(self) -> None:
        """Take the line away."""
        wipe()


def begun(
    sizes: Mapping[str, int], in_hand: Callable[[], dict[str, int]], how: str
) -> ArchiveProgress:
    """Return the progress of a work that begins now."""
    return ArchiveProgress(sizes, in_hand, time.monotonic, how)
