"""Where the store of a run lies, by the settings."""

from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from newsscraper.store import database
from newsscraper.store.home import Place
from newsscraper.store.server import Server

DEFAULT_STORE: Final = database.EXAMPLE
"""In the working folder."""


def store_place(settings: BaseSettings) -> Place | None:
    """Return where the store is: its absolute path, or a server; None for a temporary one.

    ``STORE_URL`` says which; without it, it is ``articles.db`` in the working folder, and with
    ``REPLAY`` a temporary one, so that a demo never mixes into real articles. Raises ValueError,
    one line for a person, when ``STORE_URL`` cannot be used.
    """
    if url := settings.get("STORE_URL"):
        return place_at(str(url))
    return None if settings.get("REPLAY") is not None else place_at(DEFAULT_STORE)


def place_at(url: str) -> Place | None:
    """Return the place that a ``STORE_URL`` names. Raises ValueError, one line for a person."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        shown = url.rpartition("@")[2]  # which may be any text
        raise ValueError(f"STORE_URL={shown} is no database URL such as {DEFAULT_STORE}") from None
    if parts.get_backend_name() == "postgresql":
        return Server.of(parts)
    return database.path_of(parts)


def place_named(text: str) -> Place | None:
    """Return the place that a person names, by a path or as in ``STORE_URL``.

    Raises ValueError, one line for a person.
    """
    return place_at(text if "://" in text else f"sqlite:///{text}")


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
