"""Whole crawls of a publisher that changes its pages: noticed once, kept, well again, accepted."""

from datetime import datetime, timedelta

import pytest
from worlds.site import HOME, Site, Story

BEGIN = datetime(2026, 1, 5, 12)
PER_DAY = 30


class Daily:
    """A paper that is read each day at noon, when it has printed thirty new stories."""

    def __init__(self, crawl, folder):
        self.crawl, self.folder = crawl, folder
        self.site = Site(folder / "site")
        self.days = 0

    def read(self, change=lambda page: page, count=PER_DAY):
        """Let a day pass whose pages *change*; return how its run ended."""
        self.days += 1
        noon = BEGIN + timedelta(days=self.days)
        stories = [self.print(number, noon, change) for number in range(count)]
        self.site.index("/indeks", stories[::-1])
        return self.visit(noon)

    def visit(self, noon=None):
        """Run once more."""
        noon = noon or BEGIN + timedelta(days=self.days, hours=1)
        return self.crawl(
            *("-s", f"REPLAY={self.site.folder}", "-s", "STORE_URL=sqlite:///articles.db"),
            *("-a", "related=0"),
            cwd=self.folder,
            SCRAPY_SETTINGS_MODULE="lab.shifted",
            PRESENT=f"{noon.isoformat()}+07:00",
        )

    def print(self, number, noon, change):
        """Write a story of the day before *noon*."""
        date = f"{noon - timedelta(minutes=40 * (PER_DAY - number)):%Y-%m-%d %H:%M}"
        path = f"/ekonomi/{800_000 + self.days * 100 + number}/kabar"
        body = f"<p>Kabar {self.days} nomor {number}, {'kata ' * (60 + number)}.</p>" * 3
        self.site.article(path, date, body=body)
        file = self.site.folder / "mediaindonesia.com" / f"{path.strip('/')}.html"
        file.write_text(change(file.read_text()))
        return Story(HOME + path, date)


def renamed(page):
    return page.replace("author-2", "writer")


@pytest.fixture(scope="module")
def daily(crawl, tmp_path_factory):
    paper = Daily(crawl, tmp_path_factory.mktemp("daily"))
    for _ in range(9):
        assert paper.read().code == 0
    return paper


def test_a_class_that_is_renamed_is_told_once(daily):
    ended = daily.read(renamed)
    print(ended.log[-3000:])
    assert ended.code == 9
