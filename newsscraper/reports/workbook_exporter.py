"""Articles as a workbook of Excel: the flat view, with dates, numbers, and text that stays text."""

from collections.abc import Sequence
from io import BufferedIOBase
from typing import Any

from newsscraper.feeds.exporters import flat
from newsscraper.reports.moments import MOMENTS, moment_of
from newsscraper.reports.table_exporter import TableExporter
from newsscraper.reports.workbook import Workbook


class WorkbookExporter(TableExporter):
    """Writes a row of a sheet for each item."""

    def __init__(
        self, file: BufferedIOBase, title: str, names: Sequence[str], **options: Any
    ) -> None:
        """Begin the sheet *title*, with the columns *names*."""
        super().__init__(names, **options)
        self._workbook = Workbook(file, title, list(self.headers.values()))

    def export_item(self, item: Any) -> None:
        """Write a row; a list is joined as in CSV."""
        row = flat(item)
        self._workbook.add([_value(name, row.get(name)) for name in self.headers])

    def finish_exporting(self) -> None:
        """Write what tells of the sheets."""
        self._workbook.close()

    def abandon(self) -> None:
        """Let go of the file."""
        self._workbook.abandon()


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return "; ".join(value)
    return moment_of(value) or value if name in MOMENTS else value
