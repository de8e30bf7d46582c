"""Exporters: how an article is written into a feed file."""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.exporters import BaseItemExporter, CsvItemExporter, JsonLinesItemExporter
from scrapy.extensions.postprocessing import PostProcessingManager
from scrapy.settings import BaseSettings
from scrapy.utils.serialize import ScrapyJSONEncoder

from newsscraper.feeds.identity import path_of
from newsscraper.feeds.part import Part
from newsscraper.items import Article, Image

_NESTED: Final = frozenset(
    "body_parts related read_also syndicated_from sources conflicts rights".split()
)
"""Fields that no cell can hold."""

BEGIN_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", *"\uff1d\uff0b\uff0d\uff20")
"""What a spreadsheet takes for the beginning of a formula, also in full width."""


def _columns() -> Iterator[str]:
    for field in fields(Article):
        if field.name == "image":
            yield from (f"image_{part}" for part in Image.__annotations__)
        elif field.name not in _NESTED:
            yield field.name


CSV_COLUMNS: Final = tuple(_columns())
"""Columns of the flat view, in the order of the article's fields."""


class JsonLinesArticleExporter(JsonLinesItemExporter):
    """Writes one article a line, in UTF-8 as JSON Lines are by definition.

    Scrapy's own would begin each line with the byte order mark of ``utf-8-sig``, and lose an
    article that holds what the encoding cannot say.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        is_as_usual = vars(self.encoder) == vars(ScrapyJSONEncoder(ensure_ascii=False))
        self.writes_documents = is_as_usual and self.fields_to_export is None
        """Whether its lines are articles as the store has them."""

    def export_document(self, document: str) -> None:
        """Write the line of an article that the store has as *document*."""
        self.file.write(f"{document}\n".encode())

    def export_item(self, item: Any) -> None:
        """Write one line; a lone surrogate becomes a question mark."""
        is_plain = type(item) is Article and self.fields_to_export is None
        values = vars(item) if is_plain else dict(self.get_serialized_fields(item))
        line = self.encoder.encode(values)
        self.file.write(f"{line}\n".encode("utf-8", "replace"))


def write(exporter: BaseItemExporter, article: Article, document: str | None) -> None:
    """Write an article; its *document* as it is, if that is the line which the exporter writes."""
    if document and type(exporter) is JsonLinesArticleExporter and exporter.writes_documents:
        exporter.export_document(document)
    else:
        exporter.export_item(article)


class CsvArticleExporter(CsvItemExporter):
    """Writes the flat view: lists joined with ``"; "``, an empty cell for what is not there.

    The header goes only into an empty file, so that ``-o`` can continue one. With
    *guards_formulas* no cell is a formula to a spreadsheet. What csv.writer takes may be given,
    too, such as *delimiter*.
    """

    def __init__(self, file: BytesIO, *, guards_formulas: bool = False, **kwargs: Any) -> None:
        self._guards_formulas = guards_formulas
        kwargs.setdefault("include_headers_line", _is_empty(file))
        kwargs.setdefault("join_multivalued", "; ")
        kwargs.setdefault("errors", "replace")
        kwargs["fields_to_export"] = kwargs.get("fields_to_export") or CSV_COLUMNS
        super().__init__(file, **kwargs)

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: BytesIO, **kwargs: Any) -> Self:
        """Build the exporter of a feed."""
        return cls(file, **{**csv_options(crawler.settings), **kwargs})

    def serialize_field(self, field: Mapping[str, Any], name: str, value: Any) -> Any:
        """Return a cell: a list joined, and a formula defused where that is asked for."""
        if isinstance(value, bool):
            return str(value).lower()  # as JSON writes it
        cell = super().serialize_field(field, name, value)
        return _defused(cell) if self._guards_formulas and isinstance(cell, str) else cell

    def export_item(self, item: Any) -> None:
        """Write one row."""
        super().export_item(flat(item))


def csv_options(settings: BaseSettings) -> dict[str, Any]:
    """Return how the settings want CSV to be written."""
    return {
        "guards_formulas": settings.getbool("CSV_FORMULA_GUARD"),
        "delimiter": settings.get("CSV_SEPARATOR", ","),
    }


def _defused(cell: str) -> str:
    """Return *cell* with a ``'`` before what begins a formula, as OWASP's "CSV Injection" says."""
    return f"'{cell}" if cell.startswith(BEGIN_FORMULAS) else cell


def flat(item: Any) -> dict[str, object]:
    """Return the row of an article: cell values by column name."""
    row = ItemAdapter(item).asdict()
    image = row.pop("image", None) or {}
    row.update((f"image_{part}", image.get(part)) for part in Image.__annotations__)
    return {name: value for name, value in row.items() if name not in _NESTED}


def check_csv_header(
    uri: str, options: Mapping[str, Any], settings: BaseSettings, publisher: str
) -> None:
    """Raise ValueError when a CSV feed would continue a file that has other columns.

    Of the parameters in *uri* only the publisher's name is filled in.
    """
    path = path_of(uri.replace("%(name)s", publisher))
    if options.get("format") != "csv" or options.get("overwrite") or not _has_content(path):
        return
    if options.get("postprocessing"):  # packed: not to be read from here
        return
    wanted = list(
        options.get("fields") or settings.getdictorlist("FEED_EXPORT_FIELDS") or CSV_COLUMNS
    )
    own = options.get("item_export_kwargs") or {}
    separator = own.get("delimiter", csv_options(settings)["delimiter"])
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        line = file.readline()
        was_cut_off = not line.endswith("\n") and separator.join(wanted).startswith(line)
        if next(csv.reader([line], delimiter=separator), []) != wanted and not was_cut_off:
            raise ValueError(f"{path} has other columns and is left as it is; name a new file")


def _has_content(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0


def _is_empty(file: BytesIO | PostProcessingManager) -> bool:
    """Tell whether nothing is in a feed file; one that cannot tell is taken for new."""
    try:
        if isinstance(file, PostProcessingManager):
            if isinstance(file.file, Part):
                return file.file.before == 0
            # What a plugin has begun with, such as the head of gzip, still waits in the buffer.
            return os.fstat(file.file.fileno()).st_size == 0
        return bool(file.tell() == 0)
    except (OSError, AttributeError):  # a pipe, a compressing feed
        return True
