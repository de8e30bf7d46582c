"""Exports: a file made from the store in one step, the same bytes each time."""

import gzip
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import partial
from io import BufferedIOBase, BufferedWriter
from pathlib import Path
from typing import Any, Final

from scrapy.exporters import CsvItemExporter
from scrapy.settings import BaseSettings

from newsscraper.feeds.cluster_rows import ClusterRow
from newsscraper.feeds.exporters import CsvArticleExporter, JsonLinesArticleExporter
from newsscraper.feeds.files import is_regular, lock_of, part_of, put_in_place
from newsscraper.items import Article
from newsscraper.locks import Lock

_EXPORTERS: Final[dict[str, Any]] = {
    ".jsonl": JsonLinesArticleExporter,
    ".csv": CsvArticleExporter,
}
_ROW_EXPORTERS: Final[dict[str, Any]] = {
    ".jsonl": JsonLinesArticleExporter,
    ".csv": CsvItemExporter,
}
FORMATS: Final = ".jsonl, .csv, .jsonl.gz or .csv.gz"


def format_of(path: Path) -> str | None:
    """Return the ending of *path* that tells the format; None for an unknown one."""
    name = path.name.lower().removesuffix(".gz")
    return next((ending for ending in _EXPORTERS if name.endswith(ending)), None)


def write_export(articles: Iterable[Article], path: Path, settings: BaseSettings) -> int:
    """Write *articles* to *path*, which stays as it is until all are written; return how many.

    Raises OSError, and CannotGoOn when a run is writing this file.
    """
    kind = _EXPORTERS[format_of(path) or ""]
    options = {
        "encoding": settings["FEED_EXPORT_ENCODING"],
        "fields_to_export": settings["FEED_EXPORT_FIELDS"],
    }
    return _write(articles, path, partial(kind, **options))


def write_clusters(rows: Iterable[ClusterRow], path: Path, settings: BaseSettings) -> int:
    """Write which cluster each article belongs to, in the same way; return how many rows."""
    kind = _ROW_EXPORTERS[format_of(path) or ""]
    names = [field.name for field in fields(ClusterRow)]
    options = {"encoding": settings["FEED_EXPORT_ENCODING"], "fields_to_export": names}
    return _write(rows, path, partial(kind, **options))


def _write(items: Iterable[Any], path: Path, make_exporter: Callable[[BufferedIOBase], Any]) -> int:
    count = 0
    with _replacing(path) as raw, _packed(raw, path) as file:
        exporter = make_exporter(file)
        exporter.start_exporting()
        for item in items:
            exporter.export_item(item)
            count += 1
        exporter.finish_exporting()
    return count


@contextmanager
def _replacing(path: Path) -> Iterator[BufferedWriter]:
    """Open a file that takes the place of *path* at the end of the block."""
    path = path.resolve()
    if not is_regular(path):
        with path.open("wb") as file:
            yield file
        return
    part, lock = part_of(path), Lock(lock_of(path), str(path))
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
        lock.release()


@contextmanager
def _packed(raw: BufferedWriter, path: Path) -> Iterator[BufferedIOBase]:
    """Pack what is written if the name ends in ``.gz``; no name and no time, for equal bytes."""
    if path.name.lower().endswith(".gz"):
        with gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as file:
            yield file
    else:
        yield raw
