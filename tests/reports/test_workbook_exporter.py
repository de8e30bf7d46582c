"""Articles as a workbook, read back by those who read it, and equal to what was written."""

import io
import zipfile
from datetime import datetime
from xml.etree import ElementTree

import pytest
from worlds.hostile import ARTICLES, TEXTS

from newsscraper.feeds.exporters import CSV_COLUMNS, flat
from newsscraper.items import Article
from newsscraper.reports.moments import MOMENTS
from newsscraper.reports.workbook_exporter import WorkbookExporter

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed: the extra `dev`")


def exported(articles, **options):
    file = io.BytesIO()
    exporter = WorkbookExporter(file, "articles", CSV_COLUMNS, **options)
    exporter.start_exporting()
    for article in articles:
        exporter.export_item(article)
    exporter.finish_exporting()
    return file.getvalue()


@pytest.fixture(scope="module")
def content():
    """A workbook of hostile articles."""
    return exported(ARTICLES)


def in_plain_words(text):
    """A text as Excel shows it: openpyxl leaves the escapes of cells as they are."""
    from openpyxl.utils.escape import unescape

    return unescape(text) if isinstance(text, str) else text


def expected(article):
    """The row of an article: dates by the clock of their own zone."""

    def cell(name, value):
        if isinstance(value, list):
            return "; ".join(value) or None
        if name in MOMENTS and value:
            return datetime.fromisoformat(value).replace(tzinfo=None)
        return value

    row = flat(article)
    return [cell(name, row[name]) for name in CSV_COLUMNS]


def test_openpyxl_reads_what_was_written(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content))["articles"]
    header, *rows = [[in_plain_words(each) for each in row] for row in sheet.values]
    assert header == list(CSV_COLUMNS)
    assert rows == [expected(article) for article in ARTICLES]


def test_pandas_reads_what_was_written(content):
    pandas = pytest.importorskip("pandas")
    frame = pandas.read_excel(io.BytesIO(content), keep_default_na=False)
    assert [in_plain_words(text) for text in frame["headline"][:-1]] == TEXTS
    assert frame["date_published"][0] == pandas.Timestamp("2026-01-20 17:45:09")


def test_no_cell_is_a_formula_and_none_becomes_one_when_it_is_edited(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = ElementTree.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    kinds = {element.tag.rpartition("}")[2] for element in sheet.iter()}
    assert kinds & {"f", "hyperlink", "r"} == set()
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = {cell.value: cell for row in book["articles"].iter_rows() for cell in row}
    assert cells["=1+1"].data_type == "s"
    assert cells["=1+1"].quotePrefix
    assert not cells["00123"].quotePrefix


def test_columns_can_be_chosen_and_called_otherwise():
    chosen = {"date_published": "waktu", "key": "kunci", "body_parts": "x"}
    content = exported(ARTICLES[:1], fields_to_export=chosen)
    rows = list(openpyxl.load_workbook(io.BytesIO(content))["articles"].values)
    assert rows == [("waktu", "kunci"), (datetime(2026, 1, 20, 17, 45, 9), "koran:0")]


def test_what_is_no_date_stays_text():
    rows = [Article(date_published=text) for text in ("kemarin", "2026-01-20T17:45:09")]
    content = exported([*rows, Article(date_published="1899-01-01T00:00:00+07:00")])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["articles"]
    at = CSV_COLUMNS.index("date_published")
    assert [row[at] for row in list(sheet.values)[1:]] == [
        "kemarin",
        "2026-01-20T17:45:09",
        "1899-01-01T00:00:00+07:00",
    ]


def test_what_is_given_up_in_the_middle_is_let_go_of_quietly():
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    file = io.BytesIO()
    exporter = WorkbookExporter(file, "articles", CSV_COLUMNS)
    exporter.export_item(ARTICLES[0])
    file.write = Full().write
    exporter.abandon()
