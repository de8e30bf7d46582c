"""What an article gets when all its places have been read: what follows from several of them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final

from newsscraper.article.body import Body
from newsscraper.items import Article, Syndication
from newsscraper.normalize.agencies import agency_of_byline, agency_of_sign_off, agency_of_text
from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.normalize.dates import Date
from newsscraper.normalize.names import people
from newsscraper.normalize.text import letters_of
from newsscraper.page.links import read_link, unique

_OF_THE_BODY: Final = ("body_parts", "sign_off", "dateline", "syndicated_from", "read_also")
"""The fields that the place of the body gives, too."""


def finish_dates(article: Article, published: Iterable[Date]) -> None:
    """State the precision of the date, one of *published*; drop a change that is not after it."""
    for date in published:
        if date.value == article.date_published:
            article.date_precision = date.precision
    first, latest = article.date_published, article.date_modified
    if first and latest and not _is_later(latest, first):
        article.date_modified = None
        del article.sources["date_modified"]


def _is_later(date: str, than: str) -> bool:
    return datetime.fromisoformat(date) > datetime.fromisoformat(than)


def finish_image(article: Article) -> None:
    """Take the headline for no caption: templates fill an empty caption with it."""
    if article.image and article.image["caption"] == article.headline:
        article.image["caption"] = None


def finish_body(article: Article, body: Body, urls: ArticleUrls, base: str) -> None:
    """Give the article its *body*, which has been cut, and all that is known from it.

    Addresses in the body are as printed on the page *base*.
    """
    text = body.text
    article.body = text or None
    article.body_parts = body.parts
    article.sign_off, article.dateline = body.sign_off, body.dateline
    article.syndicated_from = body.syndicated_from
    links = unique(read_link(*link, urls, base) for link in body.read_also)
    article.read_also = [link for _, link in links]
    article.word_count = _count_words(text)
    article.content_hash = sha256(f"{article.headline}\n\n{article.body}".encode()).hexdigest()
    for name in _OF_THE_BODY:
        if getattr(article, name):
            article.sources[name] = article.sources["body"]


def _count_words(text: str) -> int:
    """Return the words of a body, in whose parts no white space stands but blanks."""
    line = text.replace("\n\n", " ")
    if not line or "  " in line or line != line.strip():
        return len(line.split())
    return line.count(" ") + 1


def name_writer(article: Article, byline: tuple[str, str] | None, houses: Sequence[str]) -> None:
    """Name who wrote a guest's article, by a line in its body; the page names who edited it."""
    if byline is None or not (writers := people(byline[1], houses)):
        return
    article.byline, article.authors = byline[0], writers
    for name in ("byline", "authors"):
        article.sources[name] = article.sources["body"]
    article.conflicts.pop("authors", None)


def name_editor(article: Article, line: str | None, houses: Sequence[str]) -> None:
    """Name who edited an article, by a line behind its text, where its page names nobody."""
    if line and not article.editors and (found := people(line, houses)):
        article.editors = found
        article.sources["editors"] = article.sources["body"]


def credit_agency(article: Article, opening: str, houses: Sequence[str]) -> None:
    """Name the agency that a story credits as where it ran first, unless a house is named.

    *opening* is the first part of the body before anything was cut out of it. One of the
    publisher's own *houses* is not named: an agency signs its stories, too.
    """
    if article.syndicated_from and _is_agency_in(houses, article.syndicated_from):
        article.syndicated_from = None
        del article.sources["syndicated_from"]
    if not article.body_parts or article.syndicated_from:
        return
    place, agency = "body", agency_of_sign_off(article.sign_off or "")
    agency = agency or agency_of_text(opening, article.body_parts[-1]["text"])
    if not agency:
        place, agency = "byline", agency_of_byline(article.byline or "")
    if agency and not _is_one_of(houses, agency):
        article.syndicated_from = {"publisher": agency, "headline": None, "url": None}
        article.sources["syndicated_from"] = article.sources[place]


def _is_one_of(houses: Sequence[str], name: str) -> bool:
    return letters_of(name) in map(letters_of, houses)


def _is_agency_in(houses: Sequence[str], credit: Syndication) -> bool:
    """Tell whether a *credit* is no more than the name of an agency that is one of *houses*."""
    name, is_bare = credit["publisher"], not (credit["headline"] or credit["url"])
    return is_bare and agency_of_byline(name) == name and _is_one_of(houses, name)
