"""Settings checked before a crawl starts: what is wrong would end in a traceback, or in no feed."""

import logging
import sys
from collections.abc import Iterable, Mapping
from math import inf
from pathlib import PurePath, PureWindowsPath
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.settings import SETTINGS_PRIORITIES, BaseSettings, default_settings

from newsscraper.feeds.identity import is_local, is_of_its_own
from newsscraper.messages.redaction import without_user

_OWN_NUMBERS: Final = {
    "FIRST_RUN_PAGES": (1, 100_000),
    "RELATED_MAX_AGE_DAYS": (0, 36_500),
    "NEAR_DUPLICATE_DAYS": (0, 36_500),
}
"""Name -> smallest and largest value."""

_OWN_SWITCHES: Final = ("ROBOTS_META_OBEY", "TDM_RESPECT", "FEED_DUPLICATES", "CSV_FORMULA_GUARD")

_GUARDS: Final = {
    "RETRY_ENABLED": " against half pages; RETRY_TIMES=0 tries nothing again",
    "COMPRESSION_ENABLED": " against half pages and bombs; leave it out",
}
"""Setting -> what is lost without it, and what to do."""

_IN_ONE_PIECE: Final = ("json", "xml")
"""Formats of files that cannot be continued, as something stands at their end."""


def check_settings(settings: BaseSettings) -> None:
    """Raise ValueError, one line for a person, when a setting cannot be used."""
    for name, (low, high) in _OWN_NUMBERS.items():
        value = str(settings[name])
        if not (value.isascii() and value.isdecimal() and low <= int(value) <= high):
            raise ValueError(f"{name}={value} is not a whole number from {low} to {high}")
    _check_share("NEAR_DUPLICATE_SIMILARITY", settings)
    _check_seconds("FEED_LOCK_WAIT", settings)
    level = settings["LOG_LEVEL"]
    if not isinstance(level, int) and level not in logging.getLevelNamesMapping():
        raise ValueError(f"LOG_LEVEL={level} is none of DEBUG, INFO, WARNING, ERROR, CRITICAL")
    for name in settings:
        if settings.getpriority(name) == SETTINGS_PRIORITIES["cmdline"]:
            _check_type(name, settings, getattr(default_settings, name, None))
    for name in _OWN_SWITCHES:
        _check_type(name, settings, default=True)
    for name, loss in _GUARDS.items():
        if not settings.getbool(name):
            raise ValueError(f"{name}=False takes a guard away{loss}")
    if settings["JOBDIR"]:
        raise ValueError("JOBDIR is not needed, the store goes on where a run ended; leave it out")


def _check_share(name: str, settings: BaseSettings) -> None:
    try:
        is_share = 0 < float(settings[name]) <= 1
    except (TypeError, ValueError):
        is_share = False
    if not is_share:
        raise ValueError(f"{name}={settings[name]} is not a number above 0 and up to 1")


def _check_seconds(name: str, settings: BaseSettings) -> None:
    try:
        is_seconds = 0 <= float(settings[name]) < inf
    except (TypeError, ValueError):
        is_seconds = False
    if not is_seconds:
        raise ValueError(f"{name}={settings[name]} is not a number of seconds from 0 up")


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


def check_formats(feeds: Iterable[str], settings: BaseSettings) -> None:
    """Raise ValueError for what ``-o`` or ``-O`` names without a format, as ending or behind ``:``.

    Scrapy says it, too, in many words.
    """
    for feed in feeds:
        if not {feed.rpartition(":")[2], PurePath(feed).suffix[1:]} & _formats(settings):
            raise ValueError(_no_format(feed, settings))


def check_distinct(feeds: Iterable[str], settings: BaseSettings) -> None:
    """Raise ValueError when ``-o`` and ``-O`` name one file twice: Scrapy would take the last."""
    named: dict[str, str] = {}
    for feed in feeds:
        name, _, ending = feed.rpartition(":")
        uri = name if name and ending in _formats(settings) else feed
        if uri in named:
            raise ValueError(f"{named[uri]} and {feed} are one feed; name another file")
        named[uri] = feed


def _formats(settings: BaseSettings) -> set[str]:
    exporters = settings.getwithbase("FEED_EXPORTERS")
    return {name for name, exporter in exporters.items() if exporter is not None}


def _no_format(uri: str, settings: BaseSettings) -> str:
    others = ", ".join(sorted(_formats(settings) - {"csv", "jsonl"}))
    return (
        f"{without_user(uri)}: the feed's format is missing or unknown; "
        f"use .jsonl or .csv, or one of {others}"
    )


def check_feed(uri: str, options: Mapping[str, Any], settings: BaseSettings) -> None:
    """Raise ValueError when Scrapy could only crawl without writing this feed."""
    known = settings.getwithbase("FEED_STORAGES")
    scheme, name = urlsplit(uri).scheme, without_user(uri)
    if scheme not in known and not PureWindowsPath(uri).drive:
        raise ValueError(
            f"{without_user(uri)}: there is no feed storage {scheme!r}; a file name will do"
        )
    if scheme == "stdout" and sys.stdout is None:
        raise ValueError("stdout is closed; there is nowhere to write the feed to")
    if options.get("format") not in _formats(settings):
        raise ValueError(_no_format(uri, settings))
    goes_on = is_local(uri) and not options.get("overwrite") and not is_of_its_own(uri)
    if goes_on and options["format"] in _IN_ONE_PIECE:
        raise ValueError(f"{name} cannot be continued; use -O, or -o with .jsonl or .csv")
