"""What a spider does with the page of an article of several pages."""

import pickle

import pytest
from lab.publishers import LOADER, NAMES
from scrapy.http import HtmlResponse
from worlds.pages import URL, article_page

from newsscraper.article.extraction import PartOfArticle, read_article
from newsscraper.crawl.requests import Priority, article_request, is_further_page
from newsscraper.page.places import css
from newsscraper.publisher.paging import PageByPage
from newsscraper.spiders.article_pages import ArticlePages
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider


class Paged(MediaIndonesiaSpider):
    paging = PageByPage(links=css("a.hal"))


def part():
    html = article_page(body=f'<p>Satu.</p><a class="hal" href="{URL}?page=2"></a>')
    with pytest.raises(PartOfArticle) as found:
        read_article(HtmlResponse(URL, body=html.encode()), Paged)
    return found.value


def test_the_request_for_a_further_page_carries_what_has_come_and_a_disk_queue_keeps_it():
    found = part()
    request = article_request("a:1", found.next_page, Priority.WHOLE, print, print, found.draft)
    assert (request.url, is_further_page(request)) == (f"{URL}?page=2", True)
    assert pickle.loads(pickle.dumps(request.cb_kwargs))["begun"] == found.draft
    assert not is_further_page(article_request("a:1", URL, Priority.ARTICLE, print, print))


def test_what_a_further_page_shows_of_another_article_is_no_part_of_this_one():
    other = URL.replace("900001", "900002")
    html = article_page(canonical=other, state="").encode()
    with pytest.raises(PartOfArticle, match="it is of mediaindonesia:900002"):
        read_article(HtmlResponse(other, body=html), Paged, part().draft)


@pytest.mark.parametrize("name", NAMES)
def test_each_publisher_reads_articles_as_all_do(name):
    assert issubclass(LOADER.load(name), ArticlePages)
