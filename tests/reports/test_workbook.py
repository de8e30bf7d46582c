"""Workbooks by themselves: their parts, and sheets that are full."""

import io
import zipfile

import pytest

from newsscraper.reports import workbook
from newsscraper.reports.workbook import Workbook


def made(rows, columns=("a", "b")):
    file = io.BytesIO()
    book = Workbook(file, "kata & isi", columns)
    for row in rows:
        book.add(row)
    book.close()
    return file


@pytest.mark.parametrize(("limit", "value"), [("MOST_ROWS", 3), ("MOST_BYTES", 900)])
def test_a_full_sheet_is_followed_by_another_under_the_same_header(monkeypatch, limit, value):
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    monkeypatch.setattr(workbook, limit, value)
    book = openpyxl.load_workbook(made([(n, f"isi {n}") for n in range(5)]))
    assert book.sheetnames[:2] == ["kata & isi", "kata & isi 2"]
    sheets = [list(sheet.values) for sheet in book]
    assert {sheet[0] for sheet in sheets} == {("a", "b")}
    assert [row for sheet in sheets for row in sheet[1:]] == [(n, f"isi {n}") for n in range(5)]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}


def test_columns_beyond_z_have_two_letters():
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    names = [f"c{number}" for number in range(60)]
    sheet = openpyxl.load_workbook(made([range(60)], names)).active
    assert (sheet["A2"].value, sheet["AA1"].value, sheet["BH2"].value) == (0, "c26", 59)


def test_the_same_rows_make_the_same_bytes_and_no_entry_needs_a_large_zip():
    one, other = made([(1, "x")]), made([(1, "x")])
    assert one.getvalue() == other.getvalue()
    with zipfile.ZipFile(one) as parts:
        assert parts.testzip() is None
        assert {each.extract_version for each in parts.infolist()} == {20}


def test_what_cannot_go_back_is_written_to_all_the_same():
    class Pipe(io.RawIOBase):
        content = b""

        def writable(self):
            return True

        def write(self, data):
            self.content += bytes(data)
            return len(data)

    pipe = Pipe()
    book = Workbook(pipe, "a", ["b"])
    book.add(["isi"])
    book.close()
    with zipfile.ZipFile(io.BytesIO(pipe.content)) as parts:
        assert b"isi" in parts.read("xl/worksheets/sheet1.xml")
