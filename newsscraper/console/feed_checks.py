"""Feeds checked before a crawl starts: what cannot be written as it is asked for is refused."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import PurePath, PureWindowsPath
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from newsscraper.console.setting_checks import check_encoding
from newsscraper.feeds.files import is_regular
from newsscraper.feeds.identity import (
    check_host,
    is_local,
    is_of_its_own,
    local_path,
    names_batches,
    names_publisher,
)
from newsscraper.messages.redaction import without_user

_IN_ONE_PIECE: Final = ("json", "xml")
"""Formats of files that cannot be continued, as something stands at their end."""

_OF_LINES: Final = ("jsonl", "jsonlines", "jl")
"""Formats of which each line stands for itself."""

_BATCHES: Final = "FEED_EXPORT_BATCH_ITEM_COUNT"


def check_formats(feeds: Iterable[str], settings: BaseSettings) -> None:
    """Raise ValueError for what ``-o`` or ``-O`` names without a format, as ending or behind ``:``.

    Scrapy says it, too, in many words.
    """
    for feed in feeds:
        if not {feed.rpartition(":")[2], PurePath(feed).suffix[1:]} & formats(settings):
            raise ValueError(_no_format(feed, settings))


def check_distinct(feeds: Iterable[str], settings: BaseSettings) -> None:
    """Raise ValueError when ``-o`` and ``-O`` name one file twice: Scrapy would take the last."""
    named: dict[str, str] = {}
    for feed in feeds:
        name, _, ending = feed.rpartition(":")
        uri = name if name and ending in formats(settings) else feed
        if uri in named:
            raise ValueError(f"{named[uri]} and {feed} are one feed; name another file")
        named[uri] = feed


def formats(settings: BaseSettings) -> set[str]:
    """Return the formats that a feed may have."""
    exporters = settings.getwithbase("FEED_EXPORTERS")
    return {name for name, exporter in exporters.items() if exporter is not None}


def _no_format(uri: str, settings: BaseSettings) -> str:
    others = ", ".join(sorted(formats(settings) - {"csv", "jsonl"}))
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
    if options.get("format") not in formats(settings):
        raise ValueError(_no_format(uri, settings))
    check_host(uri)
    _check_batches(uri, options, settings)
    check_encoding("encoding", options.get("encoding"))
    goes_on = is_local(uri) and not options.get("overwrite") and not is_of_its_own(uri)
    if goes_on and options["format"] in _IN_ONE_PIECE:
        raise ValueError(f"{name} cannot be continued; use -O, or -o with .jsonl or .csv")


def check_shared(uri: str, options: Mapping[str, Any]) -> None:
    """Raise ValueError when several publishers cannot write this feed beside one another.

    One file takes all of them if it has one name for all; what is written to at once, such as
    stdout, if each line stands for itself.
    """
    if names_publisher(uri):
        return
    is_file = is_local(uri) and not is_of_its_own(uri)
    if is_file and is_regular(local_path(uri)):
        return
    is_stream = is_file or urlsplit(uri).scheme == "stdout"
    if not (is_stream and options.get("format") in _OF_LINES):
        raise ValueError(
            f"{without_user(uri)} cannot be shared by several publishers; "
            "put %(name)s into its name"
        )


def _check_batches(uri: str, options: Mapping[str, Any], settings: BaseSettings) -> None:
    """Refuse batches of which one would take the place of another."""
    name = "batch_item_count" if "batch_item_count" in options else _BATCHES
    count = options.get(name, settings[_BATCHES])
    if not isinstance(count, int) and name in options:
        raise ValueError(f"{name}={count} is not a whole number")
    if int(count) and not names_batches(uri):
        raise ValueError(
            f"{without_user(uri)} cannot take the batches of {name}={count};"
            " put %(batch_id)d into its name, or leave that out"
        )
