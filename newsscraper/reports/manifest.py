"""The manifest of an export, a file beside it: what a person cites, and checks the file by."""

import hashlib
import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from scrapy.settings import BaseSettings

from newsscraper import __version__
from newsscraper.reports.contents import Contents
from newsscraper.store.clock import Clock

_ENDING: Final = ".manifest.json"

_OF_ALL: Final = ("FEED_EXPORT_FIELDS",)
_OF_CSV: Final = (*_OF_ALL, "FEED_EXPORT_ENCODING", "CSV_SEPARATOR", "CSV_FORMULA_GUARD")
"""Settings that tell how a file is written."""


def manifest_of(path: Path) -> Path:
    """Return where the manifest of the file *path* lies."""
    return path.with_name(path.name + _ENDING)


def manifest(
    file: Path,
    contents: Contents,
    columns: Sequence[str],
    choice: Mapping[str, Any],
    shape: Mapping[str, Any],
) -> str:
    """Return the manifest of *file*, which is whole, as JSON.

    *choice* is what was asked for, *shape* the versions and settings that it was written with.
    """
    own = {"sha256": _digest(file), "bytes": file.stat().st_size, "made": Clock().stamp()}
    facts = {**own, **_counted(contents, columns, choice), **shape}
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _counted(
    contents: Contents, columns: Sequence[str], choice: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "rows": contents.rows,
        "columns": list(columns),
        **choice,
        "publishers": dict(sorted(contents.publishers.items())),
        "date_published": contents.published.ends,
        "fetched_at": contents.fetched.ends,
    }


def shape_of(ending: str, settings: BaseSettings) -> dict[str, Any]:
    """Return the versions and settings that a file of this *ending* is written with."""
    versions = {"newsscraper": __version__, "python": platform.python_version()}
    if ending == ".parquet":
        versions["pyarrow"] = version("pyarrow")
    names = _OF_CSV if ending == ".csv" else _OF_ALL
    return {"versions": versions, "settings": {name: settings[name] for name in names}}
