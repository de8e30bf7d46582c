"""Articles in Parquet: typed, and as nested as they are."""

import json
from contextlib import suppress
from io import BufferedIOBase
from typing import TYPE_CHECKING, Any, Final

from newsscraper.reports.arrow_types import arrow_types
from newsscraper.reports.table_exporter import TableExporter

if TYPE_CHECKING:
    import pyarrow

_ROWS: Final = 200
"""Rows that are converted at a time: as objects of Python they are large."""

_GROUP: Final = 8 << 20
"""Bytes of a row group, before they are packed: what the memory holds at a time."""


class ParquetExporter(TableExporter):
    """Writes a row group when enough rows have come."""

    def __init__(self, file: BufferedIOBase, row: type, **options: Any) -> None:
        """Begin the table of what is declared as *row*."""
        import pyarrow.parquet  # loads much

        self._types = arrow_types(row)
        super().__init__(list(self._types), **options)
        columns = [(header, self._types[name].type) for name, header in self.headers.items()]
        self._schema = pyarrow.schema(columns)
        self._writer = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Any] = []
        self._batches: list[pyarrow.RecordBatch] = []
        self._bytes = 0

    def export_item(self, item: Any) -> None:
        """Take a row."""
        self._rows.append(item)
        if len(self._rows) >= _ROWS:
            self._convert()

    def finish_exporting(self) -> None:
        """Write what is left, and what tells of the row groups."""
        self._convert()
        self._write_group()
        self._writer.close()

    def abandon(self) -> None:
        """Let go of the file; it is asked for its end all the same, which may fail."""
        with suppress(OSError, ValueError):
            self._writer.close()

    def _convert(self) -> None:
        """Make the rows that have come a part of the next row group."""
        import pyarrow

        columns = [self._column(name) for name in self.headers]
        self._rows.clear()
        batch = pyarrow.RecordBatch.from_arrays(columns, schema=self._schema)
        self._batches.append(batch)
        self._bytes += batch.nbytes
        if self._bytes >= _GROUP:
            self._write_group()

    def _column(self, name: str) -> "pyarrow.Array":
        values = [getattr(row, name) for row in self._rows]
        try:
            return self._types[name].array(values)
        except UnicodeEncodeError:  # a lone surrogate, which becomes a question mark
            whole = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
            return self._types[name].array(json.loads(whole))

    def _write_group(self) -> None:
        import pyarrow

        self._writer.write_table(pyarrow.Table.from_batches(self._batches, self._schema))
        self._batches.clear()
        self._bytes = 0
