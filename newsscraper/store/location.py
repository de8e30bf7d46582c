"""Where the store of a run lies, by command line, environment and settings."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings

from newsscraper.store import database

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


def store_path(settings: BaseSettings) -> Path | None:
    """Return the absolute path of the store, None for a temporary one.

    Where none is named, it is ``articles.db`` in the working folder, and with ``REPLAY`` a
    temporary one. Raises ValueError, one line for a person, for a name that cannot be used.
    """
    named = named_store(settings)
    if named is None:
        return None if settings.get("REPLAY") is not None else database.path_of(DEFAULT_STORE)
    try:
        return database.path_of(named.url)
    except ValueError as error:
        raise ValueError(str(error).replace(SETTING, named.by, 1)) from None


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
