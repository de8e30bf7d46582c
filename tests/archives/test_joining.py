"""Articles whose pages lie in different archives: as if these were one."""

import gzip
import random

import pytest
from lab.warcs import Warc, digest_of
from scrapy.settings import Settings
from worlds.several_pages import BEGAN, MODULE, body, key, text, url, write_captures, write_spider

from newsscraper.archives.gathering import Gathering
from newsscraper.archives.joining import join_across
from newsscraper.archives.one_archive import Task, reread, rules_of


@pytest.fixture
def rules(tmp_path, monkeypatch):
    write_spider(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    settings = Settings()
    settings.setmodule("newsscraper.settings")
    settings.set("SPIDER_MODULES", [MODULE])
    return rules_of(settings)


@pytest.fixture
def gathered(tmp_path, rules):
    """Return a function that reads archives in their order into a file."""
    numbers = iter(range(10_000))

    def gathered(*archives):
        path = tmp_path / f"{next(numbers)}.db"
        with Gathering(path) as gathering:
            for archive in archives:
                part = reread(Task(str(archive), str(tmp_path / "of.part"), rules))
                gathering.merge(part, archive.name, str(archive))
        return path

    return gathered


@pytest.fixture
def read(gathered, rules):
    """Return a function that reads archives in their order, and joins: articles, and counts."""

    def read(*archives):
        with Gathering(gathered(*archives)) as gathering:
            assert join_across(gathering, rules, lambda number: None) == {}
            assert not list(gathering.pages.to_be_joined())
            return list(gathering.articles()), gathering.counts()

    return read


def test_pages_in_different_archives_are_one_article(read, tmp_path):
    first = write_captures(tmp_path / "1.warc.gz", [(1, 1, 3, "pertama", 0), (1, 3, 3, "baru", 2)])
    second = write_captures(tmp_path / "2.warc.gz", [(1, 2, 3, "pertama", 1)])
    for order in ((first, second), (second, first)):
        (article,), counts = read(*order)
        assert article.body.split("\n\n") == [text(1, 1), text(1, 2), text(1, 3, "baru")]
        assert (article.key, article.url) == (key(1), url(1))
        assert article.fetched_at == "2026-01-21T03:02:00+00:00"
        assert counts == {"articles": 1}


def test_what_is_in_none_of_the_archives_is_not_whole(read, tmp_path):
    first = write_captures(tmp_path / "1.warc.gz", [(1, 1, 3, "pertama", 0)])
    second = write_captures(tmp_path / "2.warc.gz", [(1, 2, 3, "pertama", 1)])
    third = write_captures(tmp_path / "3.warc.gz", [(2, 3, 3, "pertama", 1)])
    assert read(first, second, third) == ([], {"not_whole": 2})


def some_captures(chance):
    """Captures of three articles of three pages, some of them missing, some there several times."""
    moments = chance.sample(range(60), 24)
    made = [
        (chance.randint(1, 3), chance.randint(1, 3), 3, chance.choice(("lama", "baru")), minute)
        for minute in moments
    ]
    return made + chance.sample(made, 4)  # the same again, at the same moment


@pytest.mark.parametrize("seed", range(12))
def test_archives_in_any_order_give_what_one_gives(read, tmp_path, seed):
    chance = random.Random(seed)
    captures = some_captures(chance)
    alone = read(write_captures(tmp_path / "one.warc.gz", captures))
    files = [captures[at::4] for at in range(4)]
    apart = [write_captures(tmp_path / f"{at}.warc.gz", each) for at, each in enumerate(files)]
    for _ in range(3):
        chance.shuffle(apart)
        assert read(*apart) == alone
    assert alone[1].keys() == {"articles", "not_whole"}


def test_a_folder_and_a_file_that_is_packed_as_a_whole_have_pages_of_one_article(read, tmp_path):
    plain = write_captures(tmp_path / "1.warc", [(2, 1, 1, "", 0), (1, 1, 3, "pertama", 0)])
    packed = tmp_path / "packed.warc.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    folder = tmp_path / "mediaindonesia.com"
    for page in (2, 3):
        file = folder / f"{url(1, page).partition('.com/')[2].replace('?', '@')}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body(1, page, 3))
    articles, counts = read(packed, folder)
    assert [len(each.body_parts) for each in articles] == [3, 1]
    assert counts == {"articles": 2}


def test_the_newest_first_page_counts_where_its_further_pages_did_not_change(read, tmp_path):
    first = write_captures(tmp_path / "1.warc.gz", [(1, 1, 2, "lama", 0), (1, 2, 2, "lama", 1)])
    digest = digest_of(first)
    second = write_captures(tmp_path / "2.warc.gz", [(1, 1, 2, "baru", 10)])
    with Warc(second, BEGAN.replace(minute=10)) as warc:
        warc.revisit(url(1, 2), digest)
    for order in ((first, second), (second, first)):
        (article,), counts = read(*order)
        assert article.body.split("\n\n") == [text(1, 1, "baru"), text(1, 2, "lama")]
        assert article.fetched_at == "2026-01-21T03:11:00+00:00"
        assert counts == {"articles": 2}


def test_an_archive_that_is_gone_when_its_page_is_wanted_is_named(gathered, rules, tmp_path):
    first = write_captures(tmp_path / "1.warc.gz", [(1, 1, 2, "pertama", 0)])
    second = write_captures(tmp_path / "2.warc.gz", [(1, 2, 2, "pertama", 1)])
    with Gathering(gathered(first, second)) as gathering:
        second.unlink()
        faults = join_across(gathering, rules, lambda number: None)
        assert faults == {str(second): "No such file or directory"}
        assert gathering.counts() == {"not_whole": 2}
