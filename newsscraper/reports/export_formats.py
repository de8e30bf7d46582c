"""The formats of an export: their endings, what each needs, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from importlib.util import find_spec
from io import BufferedIOBase
from pathlib import Path
from typing import Any, Final

from scrapy.exporters import BaseItemExporter, CsvItemExporter
from scrapy.settings import BaseSettings

from newsscraper.feeds.exporters import (
    CSV_COLUMNS,
    CsvArticleExporter,
    JsonLinesArticleExporter,
    csv_options,
)
from newsscraper.items import Article
from newsscraper.reports.parquet_exporter import ParquetExporter
from newsscraper.reports.table_exporter import TableExporter
from newsscraper.reports.workbook_exporter import WorkbookExporter

_LINES: Final = (".jsonl", ".csv")
"""Endings of files that may be packed."""

_TABLES: Final = (".parquet", ".xlsx")

FORMATS: Final = ".jsonl, .csv, .jsonl.gz, .csv.gz, .parquet or .xlsx"
"""The endings of an export, for a message."""


def format_of(path: Path) -> str | None:
    """Return the ending of *path* that tells the format; None for an unknown one."""
    name = path.name.lower()
    endings = _LINES if name.endswith(".gz") else (*_LINES, *_TABLES)
    name = name.removesuffix(".gz")
    return next((ending for ending in endings if name.endswith(ending)), None)


def check_format(path: Path) -> str:
    """Return the ending of *path* that tells the format.

    Raises ValueError for an unknown one, and for one whose library is not installed.
    """
    ending = format_of(path)
    if ending is None:
        raise ValueError(f"{path}: the ending must be {FORMATS}")
    if ending == ".parquet" and find_spec("pyarrow") is None:
        raise ValueError(f"{path} needs pyarrow: pip install pyarrow, or 'newsscraper[tables]'")
    return ending


def exporter_of(
    ending: str, file: BufferedIOBase, row: type, settings: BaseSettings
) -> BaseItemExporter:
    """Return what writes rows of the class *row* to *file*, in the format of *ending*.

    The settings choose columns of articles alone.
    """
    chosen = settings.getdictorlist("FEED_EXPORT_FIELDS") if row is Article else None
    options = {"fields_to_export": chosen or None, "encoding": settings["FEED_EXPORT_ENCODING"]}
    return _WRITERS[ending](file, row, settings, options)


def columns_of(exporter: BaseItemExporter, row: type) -> list[str]:
    """Return the names of the columns that *exporter* writes of rows of the class *row*."""
    if isinstance(exporter, TableExporter):
        return list(exporter.headers.values())
    names = [field.name for field in fields(row)]
    asked = exporter.fields_to_export or names
    headers = asked if isinstance(asked, Mapping) else {name: name for name in asked}
    is_free = isinstance(exporter, CsvItemExporter)  # it has a column for whatever is asked for
    return [header for name, header in headers.items() if is_free or name in names]


_Options = dict[str, Any]


def _json_lines(
    file: Any, row: type, settings: BaseSettings, options: _Options
) -> BaseItemExporter:
    return JsonLinesArticleExporter(file, **options)


def _csv(file: Any, row: type, settings: BaseSettings, options: _Options) -> BaseItemExporter:
    own = csv_options(settings)
    if row is Article:
        return CsvArticleExporter(file, **own, **options)
    own.pop("guards_formulas")
    return CsvItemExporter(file, **own, **options | {"fields_to_export": _names(row)})


def _parquet(file: Any, row: type, settings: BaseSettings, options: _Options) -> BaseItemExporter:
    return ParquetExporter(file, row, **options)


def _workbook(file: Any, row: type, settings: BaseSettings, options: _Options) -> BaseItemExporter:
    if row is Article:
        return WorkbookExporter(file, "articles", CSV_COLUMNS, **options)
    return WorkbookExporter(file, "clusters", _names(row), **options)


def _names(row: type) -> list[str]:
    return [field.name for field in fields(row)]


_WRITERS: Final[dict[str, Callable[..., BaseItemExporter]]] = {
    ".jsonl": _json_lines,
    ".csv": _csv,
    ".parquet": _parquet,
    ".xlsx": _workbook,
}
"""Ending -> what makes its exporter. Scrapy declares less than its own take: any file will do."""
