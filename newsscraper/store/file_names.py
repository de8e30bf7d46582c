"""What a store calls local files: machines that share one on a server have files of their own."""

import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from newsscraper.store.home import Place
from newsscraper.store.server import Server

_SCHEME: Final = "file://"


class FileNames:
    """The names of local files in the store at a place.

    In a store on a server a file is called ``file://MACHINE/PATH``; one in a folder that all
    machines share, by its path alone, as each file in any other store.
    """

    def __init__(self, place: Place | None, shared: Iterable[str] = ()) -> None:
        """Name the files of this machine in the store at *place*; *shared* are folders."""
        self._start = _SCHEME + socket.gethostname() if isinstance(place, Server) else ""
        self._shared = [Path(each.strip()).resolve() for each in shared if each.strip()]

    def is_shared(self, path: Path) -> bool:
        """Tell whether other machines that use the store have the file *path*, too."""
        return bool(self._start) and any(map(path.is_relative_to, self._shared))

    def name_of(self, path: Path) -> str:
        """Return what the store calls the file at *path*, which is absolute."""
        return str(path) if self.is_shared(path) else f"{self._start}{path}"

    def path_of(self, name: str) -> Path | None:
        """Return where the file *name* is; None: on another machine."""
        return self._own_path(name) or (None if name.startswith(_SCHEME) else Path(name))

    def name_in(self, other: "FileNames", name: str) -> str:
        """Return what the *other* store calls what is *name* here; a URI is a URI everywhere."""
        path = self._own_path(name)
        return other.name_of(path) if path else name

    def _own_path(self, name: str) -> Path | None:
        path = Path(name.removeprefix(self._start))
        return path if name.startswith(self._start) and path.is_absolute() else None
