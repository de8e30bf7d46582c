"""The log names an article that is dropped, and does not repeat its text."""

import pytest
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler
from worlds.stories import told

from newsscraper.items import Article
from newsscraper.messages.item_lines import ItemLines
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

ARTICLE = Article("mediaindonesia:1", url="https://mediaindonesia.com/a/1/b", body="Isi. " * 999)


@pytest.fixture
def spider():
    return MediaIndonesiaSpider.from_crawler(get_crawler(MediaIndonesiaSpider))


def written(line):
    return line["msg"] % line["args"]


def test_a_dropped_article_is_one_line(spider):
    line = ItemLines().dropped(ARTICLE, DropItem("Stored before: mediaindonesia:1"), None, spider)
    assert written(line) == "Dropped: Stored before: mediaindonesia:1"


def test_an_error_names_the_article_by_its_address(spider):
    line = ItemLines().item_error(ARTICLE, ValueError("x"), None, spider)
    assert written(line) == f"Error processing {ARTICLE.url}"


def test_a_crawl_does_not_repeat_articles_in_its_log(build):
    paper, reader = build()
    text = told("garam")
    for number in (1, 2):
        paper.story(number, body=text)
    paper.publish([2, 1])
    run = reader(paper.folder)("-L", "INFO")
    assert run.log.count("Dropped: Stored, not fed: ") == 1
    assert text[:60].strip("<p>") not in run.log


def test_a_recheck_that_finds_all_unchanged_is_no_news(build):
    paper, reader = build()
    paper.publish(range(6, 0, -1))
    read = reader(paper.folder)
    assert read("-a", "recheck=99999").code == 0
    run = read("-a", "recheck=99999", "-L", "INFO")
    assert "Dropped" not in run.log
    assert len(run.log.splitlines()) < 10
