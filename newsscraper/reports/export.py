"""Exports: a file made from the store in one step, the same bytes each time."""

from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Final

from scrapy.exporters import BaseItemExporter, CsvItemExporter
from scrapy.settings import BaseSettings

from newsscraper.feeds.exporters import (
    CsvArticleExporter,
    JsonLinesArticleExporter,
    guards_formulas,
)
from newsscraper.items import Article
from newsscraper.reports.cluster_rows import ClusterRow
from newsscraper.reports.replaced_file import replacing

_Exporter = Callable[..., BaseItemExporter]
"""Scrapy declares less for its exporters than they take: any binary file will do."""

_OF_ARTICLES: Final[dict[str, _Exporter]] = {
    ".jsonl": JsonLinesArticleExporter,
    ".csv": CsvArticleExporter,
}
"""Ending -> exporter."""

_OF_CLUSTERS: Final[dict[str, _Exporter]] = {
    ".jsonl": JsonLinesArticleExporter,
    ".csv": CsvItemExporter,
}
"""Ending -> exporter."""

FORMATS: Final = ".jsonl, .csv, .jsonl.gz or .csv.gz"
"""The endings of an export, for a message."""


def format_of(path: Path) -> str | None:
    """Return the ending of *path* that tells the format; None for an unknown one."""
    name = path.name.lower().removesuffix(".gz")
    return next((ending for ending in _OF_ARTICLES if name.endswith(ending)), None)


def write_export(articles: Iterable[Article], path: Path, settings: BaseSettings) -> int:
    """Write *articles* to *path*, which stays as it is until all are written; return how many.

    Raises ValueError for an unknown ending, OSError, and CannotGoOn when a run is writing this
    file.
    """
    columns = settings["FEED_EXPORT_FIELDS"]
    as_csv = partial(CsvArticleExporter, guards_formulas=guards_formulas(settings))
    exporters = _OF_ARTICLES | {".csv": as_csv}
    return _write(articles, path, exporters, settings["FEED_EXPORT_ENCODING"], columns)


def write_clusters(rows: Iterable[ClusterRow], path: Path, settings: BaseSettings) -> int:
    """Write which cluster each article belongs to, in the same way; return how many rows."""
    columns = [field.name for field in fields(ClusterRow)]
    return _write(rows, path, _OF_CLUSTERS, settings["FEED_EXPORT_ENCODING"], columns)


def _write(
    items: Iterable[Article | ClusterRow],
    path: Path,
    exporters: dict[str, _Exporter],
    encoding: str | None,
    columns: list[str] | None,
) -> int:
    ending = format_of(path)
    if ending is None:
        raise ValueError(f"{path}: the ending must be {FORMATS}")
    count = 0
    with replacing(path) as file:
        exporter = exporters[ending](file, encoding=encoding, fields_to_export=columns)
        exporter.start_exporting()
        for item in items:
            exporter.export_item(item)
            count += 1
        exporter.finish_exporting()
    return count
