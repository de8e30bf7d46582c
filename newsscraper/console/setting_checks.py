"""Settings checked before a command starts: what is wrong would end in a traceback, or no feed."""

import logging
from collections.abc import Callable
from contextlib import suppress
from math import inf
from typing import Any, Final

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

_NUMBERS: Final = {
    "FIRST_RUN_PAGES": (1, 100_000),
    "RELATED_MAX_AGE_DAYS": (0, 36_500),
    "NEAR_DUPLICATE_DAYS": (0, 36_500),
    "DOWNLOAD_MAXSIZE": (0, 1 << 40),
    "FEED_EXPORT_BATCH_ITEM_COUNT": (0, 1 << 40),
}
"""Name -> smallest and largest value."""

_AMOUNTS: Final[dict[str, tuple[Callable[[float], bool], str]]] = {
    "NEAR_DUPLICATE_SIMILARITY": (lambda it: 0 < it <= 1, "a number above 0 and up to 1"),
    **dict.fromkeys(
        ("FEED_LOCK_WAIT", "PUBLISHER_LOCK_WAIT", "LOGSTATS_INTERVAL"),
        (lambda it: 0 <= it < inf, "a number of seconds from 0 up"),
    ),
}

_OWN_SWITCHES: Final = ("ROBOTS_META_OBEY", "TDM_RESPECT", "FEED_DUPLICATES", "CSV_FORMULA_GUARD")

_PROGRESS: Final = ("auto", "lines", "off")

_SEPARATORS: Final = (",", ";", "|", "\t")

_GUARDS: Final = {
    "RETRY_ENABLED": " against half pages; RETRY_TIMES=0 tries nothing again",
    "COMPRESSION_ENABLED": " against half pages and bombs; leave it out",
}
"""Setting -> what is lost without it, and what to do."""


def check_values(settings: BaseSettings) -> None:
    """Raise ValueError, one line for a person, when a setting is not what it is to be."""
    for name, (low, high) in _NUMBERS.items():
        _check_number(name, settings[name], low, high)
    for name, (is_right, wanted) in _AMOUNTS.items():
        _check_amount(name, settings[name], is_right, wanted)
    if settings["PROGRESS"] not in _PROGRESS:
        raise ValueError(f"PROGRESS={settings['PROGRESS']} is none of {', '.join(_PROGRESS)}")
    if settings["CSV_SEPARATOR"] not in _SEPARATORS:
        raise ValueError(f"CSV_SEPARATOR={settings['CSV_SEPARATOR']} is none of , ; | and a tab")
    level = settings["LOG_LEVEL"]
    if not isinstance(level, int) and level not in logging.getLevelNamesMapping():
        raise ValueError(f"LOG_LEVEL={level} is none of DEBUG, INFO, WARNING, ERROR, CRITICAL")
    for name in settings:
        if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]:
            _check_type(name, settings, getattr(default_settings, name, None))
    for name in _OWN_SWITCHES:
        _check_type(name, settings, default=True)
    check_encoding("FEED_EXPORT_ENCODING", settings["FEED_EXPORT_ENCODING"])


def check_guards(settings: BaseSettings) -> None:
    """Raise ValueError, one line for a person, when a setting would do a crawl harm."""
    for name, loss in _GUARDS.items():
        if not settings.getbool(name):
            raise ValueError(f"{name}=False takes a guard away{loss}")
    if settings["JOBDIR"]:
        raise ValueError("JOBDIR is not needed, the store goes on where a run ended; leave it out")


def _check_number(name: str, value: object, low: int, high: int) -> None:
    text = str(value)
    if not (text.isascii() and text.isdecimal() and low <= int(text) <= high):
        raise ValueError(f"{name}={text} is not a whole number from {low} to {high}")


def check_encoding(name: str, value: object) -> None:
    """Raise ValueError when no text can be written in the encoding *value*; None is UTF-8."""
    try:
        "".encode(str(value or "utf-8"))
    except (LookupError, ValueError):
        raise ValueError(f"{name}={value} is no encoding of texts; utf-8 is one") from None


def _check_amount(name: str, value: Any, is_right: Callable[[float], bool], wanted: str) -> None:
    with suppress(TypeError, ValueError):
        if is_right(float(value)):
            return
    raise ValueError(f"{name}={value} is not {wanted}")


def _check_type(name: str, settings: BaseSettings, default: object) -> None:
    """Raise ValueError when the *default* is a number or a yes or no, and the value is none."""
    try:
        if isinstance(default, bool):
            settings.getbool(name)
        elif isinstance(default, int | float):
            settings.getfloat(name)
    except ValueError:
        wanted = "True or False" if isinstance(default, bool) else "a number"
        raise ValueError(f"{name}={settings[name]} is not {wanted}") from None
