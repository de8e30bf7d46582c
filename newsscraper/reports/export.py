"""Exports: a file made from the store in one step, the same bytes each time."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from scrapy.exporters import BaseItemExporter, CsvItemExporter
from scrapy.settings import BaseSettings

from newsscraper.items import Article
from newsscraper.reports.cluster_rows import ClusterRow
from newsscraper.reports.contents import Contents
from newsscraper.reports.export_formats import check_format, columns_of, exporter_of
from newsscraper.reports.manifest import manifest, manifest_of, shape_of
from newsscraper.reports.replaced_file import replacing, replacing_path, writing_to
from newsscraper.reports.table_exporter import TableExporter


def write_export(
    articles: Iterable[Article],
    path: Path,
    settings: BaseSettings,
    choice: Mapping[str, Any] | None = None,
) -> int:
    """Write *articles* to *path*, which stays as it is until all are written; return how many.

    With *choice*, what was asked for, a manifest that states it is written beside the file.

    Raises ValueError as `check_format` does, OSError, and CannotGoOn when a run is writing this
    file.
    """
    return _write(articles, Article, path, settings, choice)


def write_clusters(
    rows: Iterable[ClusterRow],
    path: Path,
    settings: BaseSettings,
    choice: Mapping[str, Any] | None = None,
) -> int:
    """Write which cluster each article belongs to, in the same way; return how many rows."""
    return _write(rows, ClusterRow, path, settings, choice)


def _write(
    items: Iterable[Article | ClusterRow],
    row: type[Article | ClusterRow],
    path: Path,
    settings: BaseSettings,
    choice: Mapping[str, Any] | None,
) -> int:
    ending = check_format(path)
    if choice is None:
        with replacing(path) as file:
            return _fill(exporter_of(ending, file, row, settings), items, row).rows
    with replacing_path(manifest_of(path)) as beside, replacing_path(path) as part:
        with writing_to(part, path) as file:
            exporter = exporter_of(ending, file, row, settings)
            contents = _fill(exporter, items, row)
        shape = shape_of(ending, settings)
        text = manifest(part, contents, columns_of(exporter, row), choice, shape)
        beside.write_text(text, encoding="utf-8")
    return contents.rows


def _fill(exporter: BaseItemExporter, items: Iterable[Article | ClusterRow], row: type) -> Contents:
    contents = Contents()
    try:
        exporter.start_exporting()
        for item in contents.counted(items):
            exporter.export_item(item)
        if not contents.rows and isinstance(exporter, CsvItemExporter):
            exporter.csv_writer.writerow(columns_of(exporter, row))  # it waits for a first row
        exporter.finish_exporting()
    except BaseException:
        if isinstance(exporter, TableExporter):
            exporter.abandon()
        raise
    return contents
