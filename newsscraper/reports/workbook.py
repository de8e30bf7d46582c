"""A workbook of Excel, written row by row: what is written needs no memory."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from io import BufferedIOBase
from itertools import product
from string import ascii_uppercase
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from newsscraper.reports.sheet_cells import BOLD, cell, escaped, text_cell

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, as Excel has it."""

MOST_BYTES: Final = 1 << 30
"""Of a sheet: one of 2 GiB would need what not every reader of zip files knows."""

_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_RELATIONS: Final = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLES: Final = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
"""The places of ``cellXfs`` are the styles of `newsscraper.reports.sheet_cells`."""

_SHEET_BEGINS: Final = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    '</sheetView></sheetViews><sheetFormatPr defaultColWidth="20" defaultRowHeight="15"/>'
    "<sheetData>"
)
_SHEET_ENDS: Final = "</sheetData></worksheet>"


class Workbook:
    """Sheets under one header, which stays in sight; where one is full, the next goes on."""

    def __init__(self, file: BufferedIOBase, title: str, columns: Sequence[str]) -> None:
        """Begin the first sheet, called *title*, with the names of the *columns*."""
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)
        self._title = title
        self._columns = columns
        self._places = _letters(len(columns))
        self._sheets = 0
        self._put("_rels/.rels", _RELATIONS)
        self._put("xl/styles.xml", _STYLES)
        self._begin_sheet()

    def add(self, values: Sequence[object]) -> None:
        """Write a row: a value for each column, None for an empty cell."""
        if self._row == MOST_ROWS or self._bytes >= MOST_BYTES:
            self._end_sheet()
            self._begin_sheet()
        at = str(self._row + 1)
        placed = zip(self._places, values, strict=True)
        self._add_row(cell(place + at, value) for place, value in placed)

    def close(self) -> None:
        """Write what tells of the sheets; the file itself stays open."""
        self._end_sheet()
        numbers = range(1, self._sheets + 1)
        self._put("xl/workbook.xml", self._list_of_sheets(numbers))
        self._put("xl/_rels/workbook.xml.rels", _relations_of(numbers))
        self._put("[Content_Types].xml", _content_types(numbers))
        self._zip.close()

    def abandon(self) -> None:
        """Let go of the file, which will not be whole."""
        for each in (self._sheet, self._zip):
            with suppress(OSError, ValueError):
                each.close()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._row = self._bytes = 0
        name = f"xl/worksheets/sheet{self._sheets}.xml"
        self._sheet: IO[bytes] = self._zip.open(_entry(name), "w")
        self._write(_XML + _SHEET_BEGINS)
        named = zip(self._places, self._columns, strict=True)
        self._add_row(text_cell(f"{place}1", name, BOLD) for place, name in named)

    def _end_sheet(self) -> None:
        self._write(_SHEET_ENDS)
        self._sheet.close()

    def _add_row(self, cells: Iterable[str]) -> None:
        self._row += 1
        self._write(f'<row r="{self._row}">{"".join(cells)}</row>')

    def _write(self, text: str) -> None:
        self._bytes += self._sheet.write(text.encode())

    def _put(self, name: str, text: str) -> None:
        self._zip.writestr(_entry(name), _XML + text)

    def _list_of_sheets(self, numbers: range) -> str:
        sheets = "".join(
            f'<sheet name="{escaped(self._name(each))}" sheetId="{each}" r:id="rId{each}"/>'
            for each in numbers
        )
        return f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{sheets}</sheets></workbook>'

    def _name(self, number: int) -> str:
        return self._title if number == 1 else f"{self._title} {number}"


def _relations_of(numbers: range) -> str:
    sheets = "".join(
        f'<Relationship Id="rId{each}" Type="{_LINKS}/worksheet"'
        f' Target="worksheets/sheet{each}.xml"/>'
        for each in numbers
    )
    styles = (
        f'<Relationship Id="rId{len(numbers) + 1}" Type="{_LINKS}/styles" Target="styles.xml"/>'
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{sheets}{styles}</Relationships>'


def _content_types(numbers: range) -> str:
    kinds = {"workbook": f"{_KIND}.sheet.main+xml", "styles": f"{_KIND}.styles+xml"}
    kinds |= {f"worksheets/sheet{each}": f"{_KIND}.worksheet+xml" for each in numbers}
    parts = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{kind}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def _entry(name: str) -> ZipInfo:
    """Return the entry of a part; no time, for equal bytes."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _letters(count: int) -> list[str]:
    """Return the names of the first columns: A to Z, then AA, AB and so on."""
    pairs = map("".join, product(ascii_uppercase, repeat=2))
    return [*ascii_uppercase, *pairs][:count]
