"""The runs of one process that are side by side: what they share, and who is still out."""

import asyncio
from collections.abc import Collection

from newsscraper.feeds.identity import names_publisher
from newsscraper.feeds.joint_file import JointFile
from newsscraper.store.article_store import Store
from newsscraper.store.clock import Clock


class Together:
    """Publishers whose runs share the files of their feeds.

    No run has such a file while it crawls. A file that is continued is each one's in turn at its
    own end; one that is replaced waits until no publisher is still *out*, but for those that other
    runs hold: these might wait for us.
    """

    def __init__(self, names: Collection[str], newest_run: int) -> None:
        """Begin with all out, in a store whose *newest run* has this number."""
        self.newest_run = newest_run
        self.joint_files: dict[str, JointFile] = {}
        """URI template -> file that is replaced."""
        self._members = len(names)
        self._out = set(names)
        self._behind: set[str] = set()
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

    def stand_back(self, name: str) -> None:
        """Note that another run has a publisher, so that nobody is to wait for it here."""
        self._behind.add(name)
        self._look()

    def come_back(self, name: str) -> None:
        """Note that a publisher is ours to crawl, or given up."""
        self._behind.discard(name)
        self._look()

    def arrive(self, name: str) -> None:
        """Note that a publisher is at its end, or has ended."""
        self._out.discard(name)
        self._look()

    def _look(self) -> None:
        if self._out <= self._behind:
            self._all_here.set()
        else:
            self._all_here.clear()

    async def all_here(self) -> None:
        """Wait until every publisher is at its end, or has ended."""
        await self._all_here.wait()
