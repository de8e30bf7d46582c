"""What is counted while an export is written."""

from newsscraper.items import Article
from newsscraper.reports.contents import Contents, Extent


def test_rows_are_handed_on_and_counted_by_publisher():
    articles = [Article(publisher=name) for name in ("a", "b", "a", None)]
    contents = Contents()
    assert list(contents.counted(articles)) == articles
    assert (contents.rows, contents.publishers) == (4, {"a": 2, "b": 1, "": 1})
    assert contents.published.ends == {"first": None, "last": None}


def test_the_first_and_the_last_are_those_of_the_clock_and_not_of_the_text():
    extent = Extent()
    east, west = "2026-01-01T02:00:00+09:00", "2026-01-01T01:00:00+07:00"
    for text in (west, None, "kemarin", "2026-01-01T00:00:00", east):
        extent.note(text)
    assert extent.ends == {"first": east, "last": west}
