"""Exporters of files in one piece: tables with typed columns."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from scrapy.exporters import BaseItemExporter


class TableExporter(BaseItemExporter):
    """Knows its columns before the first row; a table without rows has them, too."""

    def __init__(self, names: Sequence[str], **options: Any) -> None:
        """Take those of the columns *names* that ``fields_to_export`` asks for, in its order.

        Raises ValueError when there is none.
        """
        super().__init__(**options)
        asked = self.fields_to_export or names
        headers = asked if isinstance(asked, Mapping) else {name: name for name in asked}
        self.headers = {name: header for name, header in headers.items() if name in names}
        """Field -> the header of its column."""
        if not self.headers:
            raise ValueError(f"FEED_EXPORT_FIELDS={asked} names no column of this format")

    @abstractmethod
    def abandon(self) -> None:
        """Let go of a file that will not be whole."""
