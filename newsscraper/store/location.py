"""Where the store of a run lies, by command line, environment and settings."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from newsscraper.store import database
from newsscraper.store.home import Place
from newsscraper.store.server import Server

DEFAULT_STORE: Final = database.EXAMPLE
"""In the working folder."""


SETTING: Final = "STORE_URL"
VARIABLE: Final = "NEWSSCRAPER_STORE_URL"
"""Of the environment."""


class NamedStore(NamedTuple):
    """A store that somebody has named."""

    url: str
    by: str
    """The setting, or the variable."""


def named_store(settings: BaseSettings) -> NamedStore | None:
    """Return the store that is named; None where it goes without saying.

    The command line comes first, then the environment, then the project's settings. With
    ``REPLAY`` the environment names none: it is there for all commands, a demo of invented
    articles included, and a demo never mixes into real ones.
    """
    setting, variable = settings.get(SETTING), os.environ.get(VARIABLE)
    is_typed = settings.getpriority(SETTING) == SETTINGS_PRIORITIES["cmdline"]
    if variable and not is_typed and settings.get("REPLAY") is None:
        return NamedStore(variable, VARIABLE)
    return NamedStore(str(setting), SETTING) if setting else None


def store_place(settings: BaseSettings) -> Place | None:
    """Return where the store is: its absolute path, or a server; None for a temporary one.

    Where none is named, it is ``articles.db`` in the working folder, and with ``REPLAY`` a
    temporary one. Raises ValueError, one line for a person, for a name that cannot be used.
    """
    named = named_store(settings)
    if named is None:
        return None if settings.get("REPLAY") is not None else place_at(DEFAULT_STORE)
    return place_at(named.url, named.by)


def place_at(url: str, by: str = SETTING) -> Place | None:
    """Return the place at *url*, which is named *by* a setting or variable.

    Raises ValueError, one line for a person.
    """
    try:
        return _place_of(url)
    except ValueError as error:
        raise ValueError(f"{by}={error}") from None


def _place_of(url: str) -> Place | None:
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        shown = url.rpartition("@")[2]  # which may be any text
        raise ValueError(f"{shown} is no database URL such as {DEFAULT_STORE}") from None
    if parts.get_backend_name() == "postgresql":
        return Server.of(parts)
    return database.path_of(parts)


def place_named(text: str) -> Place | None:
    """Return the place that a person names, by a path or a URL.

    Raises ValueError, one line for a person.
    """
    return _place_of(text if "://" in text else f"sqlite:///{text}")


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
