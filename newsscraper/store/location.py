"""Where the store of a run lies, by the settings."""

from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings

from newsscraper.store import database

DEFAULT_STORE: Final = database.EXAMPLE
"""In the working folder."""


def store_path(settings: BaseSettings) -> Path | None:
    """Return the absolute path of the store, None for a temporary one.

    ``STORE_URL`` says which; without it, it is ``articles.db`` in the working folder, and with
    ``REPLAY`` a temporary one, so that a demo never mixes into real articles. Raises ValueError,
    one line for a person, when ``STORE_URL`` cannot be used.
    """
    if url := settings.get("STORE_URL"):
        return database.path_of(str(url))
    return None if settings.get("REPLAY") is not None else database.path_of(DEFAULT_STORE)


def store_above(path: Path) -> Path | None:
    """Return the nearest file of the same name in a folder above, while there is none at *path*.

    Whoever runs a command in another folder than the day before begins a new store there.
    """
    if _is_there(path):
        return None
    others = (folder / path.name for folder in path.parent.parents)
    return next(filter(_is_there, others), None)


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder that may not be looked into
        return False
