"""The first words of a last line: how many articles came, and into which files."""

import pytest

from newsscraper.crawl.counts import Stat
from newsscraper.crawl.ending import Ending
from newsscraper.crawl.news import is_any, news
from newsscraper.feeds.outbox import Sent

WORDS = [
    (0, [], "0 articles"),
    (52, [], "52 articles"),
    (52, [Sent("out.jsonl", 52)], "52 articles in out.jsonl"),
    (1, [Sent("out.jsonl", 1)], "1 article in out.jsonl"),
    (3, [Sent("january.csv", 26)], "26 articles in january.csv (3 new)"),
    (0, [Sent("january.csv", 26)], "26 articles in january.csv (0 new)"),
    (9, [Sent("few.csv", 2)], "2 articles in few.csv (9 new)"),
    (3, [Sent("all.jsonl", 3, is_added=True)], "3 articles added to all.jsonl"),
    (9, [Sent("out-3.jsonl", 9, files=3)], "9 articles in 3 files, the last out-3.jsonl"),
    (2, [Sent("stdout:", 2)], "2 articles on stdout"),
    (3, [Sent("a.csv", 26)] * 4, "3 articles for 4 feeds"),
    (0, [Sent("out.jsonl", 0)], "0 articles in out.jsonl"),
    (
        3,
        [Sent("january.csv", 26), Sent("all.jsonl", 3, is_added=True)],
        "26 articles in january.csv, 3 added to all.jsonl (3 new)",
    ),
]


@pytest.mark.parametrize(("new", "sent", "words"), WORDS)
def test_what_came_is_told_with_its_files(new, sent, words):
    assert news(Ending(counts={Stat.SCRAPED: new}, delivered=tuple(sent))) == words


@pytest.mark.parametrize(
    ("ending", "anything"),
    [
        (Ending(store_name="a.db"), False),
        (Ending(store_name="a.db", counts={Stat.SCRAPED: 1}), True),
        (Ending(store_name="a.db", delivered=(Sent("out.jsonl", 0),)), False),
        (Ending(store_name="a.db", delivered=(Sent("out.jsonl", 1),)), True),
    ],
)
def test_nothing_came_where_nothing_was_stored_or_delivered(ending, anything):
    assert is_any(ending) is anything
