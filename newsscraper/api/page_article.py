"""`newsscraper.extract`: a page that code has, read into an article."""

from scrapy.http import HtmlResponse

from newsscraper.api.own_settings import own_settings
from newsscraper.console.lookup import owner_of
from newsscraper.console.saved_page import read_whole_article
from newsscraper.items import Article


def extract(html: str | bytes, url: str) -> Article:
    """Return the article of a page, as ``scrapy extract`` does: no store, no network.

    *html* is the page as it came; bytes are decoded as a browser does. *url* is where it came from,
    of a known publisher. ``fetched_at`` is None, as nobody says when that was.

    Raises UnknownPublisher for a URL of no known publisher; NoArticle, with its ``reason``, for a
    page that has no article, or none with headline, body and date; PartOfArticle, a NoArticle
    whose ``article`` is what the page has, for one page of several.

    >>> import newsscraper
    >>> from pathlib import Path
    >>> url = "https://mediaindonesia.com/podiums/detail_podiums/3999-gunting-pita"
    >>> page = Path("fixtures", url.removeprefix("https://") + ".html")
    >>> article = newsscraper.extract(page.read_bytes(), url)
    >>> article.headline, article.authors, article.date_published
    ('Gunting Pita', ['Hasan Wirayudha'], '2026-01-20T05:10:00+07:00')
    """
    publisher = owner_of(url, own_settings())
    if isinstance(html, str):
        response = HtmlResponse(url, body=html, encoding="utf-8")
    else:
        response = HtmlResponse(url, body=html)
    return read_whole_article(response, publisher)
