"""A file that two publishers replace together, with a real store and real files."""

import asyncio
from dataclasses import replace

import pytest
from worlds.koran import NEW, KoranSpider, crawler_for, put

from newsscraper.feeds.extension import ArticleFeeds
from newsscraper.feeds.joint_file import JointFile
from newsscraper.feeds.together import Together
from newsscraper.store import delivered

NAMES = ("koran", "harian")


class HarianSpider(KoranSpider):
    name = "harian"
    article_urls = replace(KoranSpider.article_urls, publisher="harian")


class NoHarian:
    """An item filter that breaks on one publisher's articles."""

    def __init__(self, options):
        pass

    def accepts(self, article):
        if article.publisher == "harian":
            raise ZeroDivisionError
        return True


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "out.jsonl"
    file.write_text("the last good file\n")
    return file


class Both:
    """A run of each publisher, side by side, each with an article that is new."""

    def __init__(self, store, file, **options):
        self.store = store
        feeds = {str(file): {"format": "jsonl", "overwrite": True} | options}
        spiders = (KoranSpider, HarianSpider)
        self.crawlers = [crawler_for(feeds, spider) for spider in spiders]
        for crawler in self.crawlers:
            crawler.crawling = True
        self.feeds = [ArticleFeeds.from_crawler(crawler) for crawler in self.crawlers]
        self.together = Together(NAMES, 0)

    def __call__(self, number, deliver=(True, True), is_final=(True, True)):
        """Open all feeds, store an article of each, close them at the same time."""

        async def end(name, feeds, place):
            await feeds.close(deliver=deliver[place], is_final=is_final[place])
            self.together.arrive(name)

        async def run():
            for name, feeds in zip(NAMES, self.feeds, strict=True):
                selection = replace(NEW, publisher=name)
                await feeds.open(self.store, selection, self.together)
            for name in NAMES:
                put(self.store, number, key=f"{name}:{number}", publisher=name, body=f"{name}")
            pairs = zip(NAMES, self.feeds, strict=True)
            await asyncio.gather(*(end(*each, place) for place, each in enumerate(pairs)))

        try:
            asyncio.run(run())
        finally:
            for feeds in self.feeds:
                feeds.release()
        return self


def keys(file):
    """The keys in the file, as they stand there."""
    lines = file.read_text().splitlines()
    return sorted(line.partition('"key": "')[2].partition('"')[0] for line in lines)


def test_it_has_the_articles_of_all_and_each_says_how_many_are_its_own(store, file):
    both = Both(store, file)(1)
    assert keys(file) == ["harian:1", "koran:1"]
    assert [[sent.rows for sent in feeds.delivered] for feeds in both.feeds] == [[1], [1]]
    assert sorted(both.together.joint_file(str(file)).names) == ["harian", "koran"]
    Both(store, file)(2)
    assert keys(file) == ["harian:2", "koran:2"]


@pytest.mark.parametrize("unsound", [0, 1])
def test_it_is_replaced_without_whose_run_has_failed_and_comes_again(store, file, unsound):
    sound = [place != unsound for place in (0, 1)]
    both = Both(store, file)(1, deliver=sound)
    assert keys(file) == [f"{NAMES[1 - unsound]}:1"]
    assert both.together.joint_file(str(file)).names == [NAMES[1 - unsound]]
    Both(store, file)(2)
    assert keys(file) == ["harian:1", "harian:2", "koran:1", "koran:2"]


def test_what_one_is_to_deliver_once_more_comes_again_of_all(store, file):
    Both(store, file)(1, is_final=(True, False))
    Both(store, file)(2)
    assert keys(file) == ["harian:1", "harian:2", "koran:1", "koran:2"]
    Both(store, file)(3)
    assert keys(file) == ["harian:3", "koran:3"]


def test_it_stays_as_it_was_when_nobody_delivers(store, file):
    both = Both(store, file)(1, deliver=(False, False))
    assert file.read_text() == "the last good file\n"
    assert both.together.joint_file(str(file)).names == []


def test_what_keeps_one_from_it_keeps_all(store, file):
    both = Both(store, file, item_filter=NoHarian)(1)
    assert file.read_text() == "the last good file\n"
    assert [len(feeds.failures) for feeds in both.feeds] == [1, 1]
    with store.reading() as transaction:
        assert delivered.open_files(transaction) == []
    Both(store, file)(2)
    assert keys(file) == ["harian:1", "harian:2", "koran:1", "koran:2"]


def test_it_holds_nothing_before_it_is_written():
    assert JointFile(2).names == []
