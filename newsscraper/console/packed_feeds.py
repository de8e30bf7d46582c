"""Feeds of which the ending ``.gz`` says that they are packed: ``-O articles.jsonl.gz``."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from scrapy.extensions.postprocessing import GzipPlugin

_ENDING: Final = ".gz"
_PLUGINS: Final = "postprocessing"


def with_format(feeds: Iterable[str] | None, formats: Collection[str]) -> list[str]:
    """Return what ``-o`` or ``-O`` name, with the format behind ``:`` where ``.gz`` hides it.

    *formats* are those that there are.
    """
    return [_with_format(feed, formats) for feed in feeds or ()]


def _with_format(feed: str, formats: Collection[str]) -> str:
    path = PurePath(feed)
    found = path.with_suffix("").suffix[1:] if path.suffix == _ENDING else ""
    return f"{feed}:{found}" if found in formats else feed


def packed(feeds: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return *feeds* so that those that end in ``.gz`` are packed; plugins of their own stay."""
    return {
        uri: {_PLUGINS: [GzipPlugin], **options} if str(uri).endswith(_ENDING) else dict(options)
        for uri, options in feeds.items()
    }
