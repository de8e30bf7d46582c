"""The folder in which reading archives keeps what is done, until all of it is.

Whoever kills the work and runs the same line again loses the archives in hand, and no others.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from newsscraper.archives.gathering import DamagedPart, Gathering
from newsscraper.archives.one_archive import Task
from newsscraper.archives.page_files import states_of
from newsscraper.store.clock import Clock
from newsscraper.store.locks import Lock

_ENDING: Final = ".reread"
_GATHERED: Final = "gathered.db"
_PART: Final = ".part"


class Workplace:
    """A folder beside *target*, the file that the work is for."""

    def __init__(self, target: Path, rules: str) -> None:
        """Open it; throw away what was read by other *rules* or another version of the code.

        Raises CannotGoOn when another process works there, and OSError.
        """
        self.folder = folder_beside(target)
        self._rules = rules
        self._version = _digest(_sources(rules))
        lock = self.folder.with_name(f"{self.folder.name}.lock")
        self._lock = Lock(lock, f"the work at {target}", Clock())
        try:
            self.folder.mkdir(exist_ok=True)
            self._forget_others()
            self.gathering = Gathering(self.folder / f"{self._version}-{_GATHERED}")
        except BaseException:
            self._lock.release()
            raise

    def _forget_others(self) -> None:
        for path in self.folder.iterdir():
            if not path.name.startswith(self._version) or not _is_kept(path):
                path.unlink()

    def tasks(self, archives: Sequence[Path]) -> list[Task]:
        """Return what is still to be read of *archives*; what was read of others is forgotten."""
        tasks = [self._task(archive) for archive in archives]
        self.gathering.keep_only({_name_of(task) for task in tasks})
        for task in tasks:
            if Path(task.part).exists():
                self.take(task)
        return [task for task in tasks if not self.gathering.has(_name_of(task))]

    def _task(self, archive: Path) -> Task:
        states = ("|".join(map(str, state)) for state in states_of(archive))
        name = _digest(map(os.fsencode, states))
        return Task(str(archive), str(self.folder / f"{self._version}-{name}{_PART}"), self._rules)

    def take(self, task: Task) -> bool:
        """Take in what was read of an archive; tell whether it was whole."""
        part = Path(task.part)
        try:
            self.gathering.merge(part, _name_of(task), task.archive)
        except DamagedPart:
            return False
        finally:
            part.unlink(missing_ok=True)
        return True

    def leave(self, *, is_done: bool) -> None:
        """Let go of the folder, and take it away if all *is_done*, or nothing is."""
        is_begun = self.gathering.has_any() or any(self.folder.glob(f"*{_PART}"))
        self.gathering.close()
        if is_done or not is_begun:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.release()


def folder_beside(target: Path) -> Path:
    """Return the folder in which the work for *target* is done."""
    return target.with_name(target.name + _ENDING)


def _is_kept(path: Path) -> bool:
    return path.name.endswith(_PART) or _GATHERED in path.name


def _name_of(task: Task) -> str:
    return Path(task.part).name


def _sources(rules: str) -> Iterator[bytes]:
    """Yield the code by which pages are read: the package's, and that of other publishers."""
    yield rules.encode()
    for name in ["newsscraper", *json.loads(rules)["SPIDER_MODULES"]]:
        spec = find_spec(name)
        if spec and spec.submodule_search_locations:
            yield from _modules_in(files(name))
        elif spec and spec.origin:
            yield Path(spec.origin).read_bytes()


def _modules_in(folder: Traversable) -> Iterator[bytes]:
    """Yield the modules below a package, which may lie in an egg."""
    for each in sorted(folder.iterdir(), key=lambda it: it.name):
        if each.is_dir():
            yield from _modules_in(each)
        elif each.name.endswith(".py"):
            yield each.read_bytes()


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
