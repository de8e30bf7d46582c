"""The runs of one process that are side by side: what they share, and who is still out."""

import asyncio
from collections.abc import Callable, Collection

from newsscraper.feeds.identity import names_publisher
from newsscraper.feeds.joint_file import JointFile
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock


class Together:
    """Publishers whose runs share the files of their feeds.

    No run has such a file while it crawls. A file that is continued is each one's in turn at its
    own end; one that is replaced waits until no publisher is still *out*.
    """

    def __init__(self, names: Collection[str], again: Callable[[list[str]], None]) -> None:
        """Begin with all out; *again* is told, at the end, of those that are to begin once more."""
        self.joint_files: dict[str, JointFile] = {}
        """URI template -> file that is replaced."""
        self._members = len(names)
        self._out = set(names)
        self._put_off: list[str] = []
        self._again = again
        self._turns: dict[str, asyncio.Lock] = {}
        self._all_here = asyncio.Event()
        self._store: Store | None = None

    def temporary_store(self, clock: Clock) -> Store:
        """Return the store of runs that have no other: what one repeats of another is found."""
        self._store = self._store or Store.open(None, clock)
        return self._store

    def close(self) -> None:
        """Let go of what they shared, when all have ended."""
        if self._store:
            self._store.close()

    def joint_file(self, template: str) -> JointFile | None:
        """Return the file of a feed that is replaced; None if each publisher has its own."""
        if names_publisher(template):
            return None
        return self.joint_files.setdefault(template, JointFile(self._members))

    def turn(self, template: str) -> asyncio.Lock | None:
        """Return what only one has at a time; None for a file that each publisher has alone."""
        if names_publisher(template):
            return None
        return self._turns.setdefault(template, asyncio.Lock())

    def put_off(self, name: str) -> None:
        """Note that a publisher is to begin once more when all others are here."""
        self._put_off.append(name)
        self._look()

    def arrive(self, name: str) -> None:
        """Note that a publisher is at its end, or has ended."""
        self._out.discard(name)
        self._look()

    def _look(self) -> None:
        if not self._out:
            self._all_here.set()
        elif self._out <= set(self._put_off):
            names, self._put_off = self._put_off, []
            self._again(names)

    async def all_here(self) -> None:
        """Wait until every publisher is at its end, or has ended."""
        await self._all_here.wait()
