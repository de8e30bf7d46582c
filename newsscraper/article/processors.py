"""Processors: what becomes of the raw nodes of a place.

Each takes a list of elements, texts or JSON values and returns the usable values among them, an
empty list when there are none. One that needs to know more takes the loader's `Context`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain, islice
from typing import Any, Final, TypedDict
from zoneinfo import ZoneInfo

from lxml import etree

from newsscraper.article.body import Body, read_body
from newsscraper.items import Image, Link
from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.normalize.captions import clean_credit, split_caption
from newsscraper.normalize.dates import Date, is_damaged, is_relative, read_date
from newsscraper.normalize.names import editors, people
from newsscraper.normalize.text import clean_text
from newsscraper.page.class_index import query
from newsscraper.page.fetched_page import Page
from newsscraper.page.links import join, read_items
from newsscraper.page.nodes import pieces_of, text_of
from newsscraper.publisher.body_rules import BodyRules

# A label, `Terbit : `, a house that signs with its address, `Contoh.com - `, or the role of who
# is named before it, `, Jurnalis-`.
_DATE_LABEL: Final = re.compile(
    r"^(?:[A-Za-z]+ ?: |(?:[A-Za-z]+\.com ?)?[-,] (?=\d)"
    r"|, ?[A-Z][a-z]+ ?- ?(?=[A-Z][a-z]+(?:'[a-z]+)?,? \d))"
)
_COPYRIGHT: Final = re.compile(r"\s*(?:\bcopyright\b|\u00a9|\(c\)).*$", re.IGNORECASE)
_MOST_PIECES: Final = 500
"""A place of dates has a few; elements in one another share theirs."""
_PICTURE_ADDRESSES: Final = ("data-src", "data-original", "src")
_BOOLEANS: Final = {"true": True, "false": False}
_CAPTION: Final = query(
    "descendant::figcaption | descendant::*[contains(@class, 'caption')"
    " or contains(@class, 'desc-foto')]"
)
_CREDIT: Final = query(
    "descendant::*[contains(concat(' ', @class, ' '), ' author ') or contains(@class, 'credit')"
    " or contains(@class, 'photographer') or contains(@class, 'copyright')"
    " or contains(@class, 'source-img')]"
)
"""What in a picture's box names who made it; the text around it is the caption."""


class Context(TypedDict):
    """What a processor may know of the page and of its publisher."""

    page: Page
    urls: ArticleUrls
    """What the publisher's article URLs look like."""
    timezone: str
    """Zone of the publisher's dates."""
    dates: dict[str, Date | None]
    """What texts of the page were read as dates: a page says its own in several places."""
    houses: tuple[str, ...]
    """The publisher's own names."""
    body_rules: BodyRules


def read_texts(nodes: Iterable[Any]) -> list[str]:
    """Return the texts of those nodes that have one."""
    return [text for node in nodes if (text := text_of(node))]


def read_bylines(nodes: Iterable[Any]) -> list[str]:
    """Return bylines, without the notice behind them to whom the story belongs."""
    return [line for text in read_texts(nodes) if (line := _COPYRIGHT.sub("", text))]


def read_headlines(nodes: Iterable[Any]) -> list[str]:
    """Return the texts of headlines; one that was never closed, and holds a block, is none."""
    return read_texts(
        node
        for node in nodes
        if not etree.iselement(node)
        or next(node.iterdescendants("div", "p", "ul", "section"), None) is None
    )


def read_people(nodes: Iterable[Any], loader_context: Context) -> list[str]:
    """Return the persons that the nodes name."""
    houses = loader_context["houses"]
    return _once(name for node in nodes for name in people(_line_of(node), houses))


def read_editors(nodes: Iterable[Any], loader_context: Context) -> list[str]:
    """Return the persons that the nodes name as editors."""
    houses = loader_context["houses"]
    return _once(name for node in nodes for name in editors(_line_of(node), houses))


def _once(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _line_of(node: Any) -> str:
    """Return the text of a byline; lines, and links that stand side by side, are several people."""
    if etree.iselement(node) and (len(list(node.iter("a"))) > 1 or len(list(node.iter("br"))) > 0):
        return clean_text(", ".join(filter(str.strip, pieces_of(node))))
    return text_of(node)


def read_dates(nodes: Iterable[Any], loader_context: Context) -> list[Date]:
    """Return the dates among the nodes, in the publisher's zone.

    "Two hours ago" is none: a page may have been saved long ago. Several dates that a place shows
    to readers are none, either: one is of another story.
    """
    nodes = list(nodes)
    found = (_lasting_date(text, loader_context) for text in read_texts(nodes))
    dates = [date for date in found if date]
    is_shown = any(map(etree.iselement, nodes))
    return [] if is_shown and len({date.value for date in dates}) > 1 else dates


def _lasting_date(text: str, context: Context) -> Date | None:
    """Return the date that *text* names in whatever year it is read, in the publisher's zone."""
    zone, known = context["timezone"], context["dates"]
    if text not in known:
        is_none = is_relative(text) or is_damaged(text)
        date = None if is_none else read_date(text, timezone=zone)
        known[text] = _in_zone(date, zone) if date else None
    return known[text]


def read_date_texts(nodes: Iterable[Any], loader_context: Context) -> list[str]:
    """Return the dates that the nodes show, as printed; not the label before nor a link behind."""
    zone, known = loader_context["timezone"], loader_context["dates"]
    elements = filter(etree.iselement, nodes)
    pieces = islice((piece for element in elements for piece in pieces_of(element)), _MOST_PIECES)
    texts = map(clean_text, pieces)
    dated = (text for text in texts if known.get(text) or read_date(text, timezone=zone))
    return [_DATE_LABEL.sub("", text) for text in dated]


def _in_zone(date: Date, zone: str) -> Date:
    moment = datetime.fromisoformat(date.value)
    local = moment.astimezone(ZoneInfo(zone))
    is_in_zone = local.utcoffset() == moment.utcoffset()
    return date if is_in_zone else Date(local.isoformat(), date.precision)


def read_own_urls(nodes: Iterable[Any], loader_context: Context) -> list[str]:
    """Return the canonical form of those addresses that lead to the page's own article."""
    page, urls = loader_context["page"], loader_context["urls"]
    own = page.address.key if page.address else None
    articles = (urls.match(join(page.url, text)) for text in read_texts(nodes))
    return [article.url for article in articles if article and article.key == own]


def read_sections(nodes: Iterable[Any], loader_context: Context) -> list[str]:
    """Return section slugs, from slugs or from the addresses of section fronts."""
    section_of = loader_context["urls"].section_of
    return [slug for text in read_texts(nodes) if (slug := section_of(text))]


def read_labels(nodes: Iterable[Any], loader_context: Context) -> list[str]:
    """Return the texts of breadcrumbs: first that of the page's own section, then from the last."""
    page, section_of = loader_context["page"], loader_context["urls"].section_of
    own = page.address.section if page.address else None
    crumbs = [(section_of(_first_address(node)), node) for node in reversed(list(nodes))]
    ours = [node for slug, node in crumbs if slug is not None and slug == own]
    fronts = [node for slug, node in crumbs if slug is not None and slug != own]
    others = [node for slug, node in crumbs if slug is None]
    return read_texts([*ours, *fronts, *others])


def _first_address(element: Any) -> str:
    links = element.iter("a") if etree.iselement(element) else ()
    return next((clean_text(link.get("href", "")) for link in links), "")


def read_keywords(nodes: Iterable[Any]) -> list[str]:
    """Return tags without ``#``: one from each element, several from a text with commas."""
    tags = [
        clean_text(tag).lstrip("# ")
        for node in nodes
        for tag in (node.split(",") if isinstance(node, str) else [text_of(node)])
    ]
    return _once(filter(None, tags))


def read_images(nodes: Iterable[Any], loader_context: Context) -> list[Image]:
    """Return pictures, from ``figure`` elements or from bare addresses."""
    base = loader_context["page"].url
    return [image for node in nodes if (image := _image(node, base))]


def _image(node: Any, base: str) -> Image | None:
    address, caption, credit = "", None, None
    if isinstance(node, str):
        address = node
    elif etree.iselement(node):
        address = _picture_address(node)
        caption, credit = _photo_line(node)
    url = join(base, clean_text(address)).replace(" ", "%20") if address else ""
    return Image(url=url, caption=caption, credit=credit) if url.startswith("http") else None


def _photo_line(figure: Any) -> tuple[str | None, str | None]:
    """Return caption and credit of a picture: the credit may have an element of its own."""
    box = next(chain(figure.iter("figcaption"), _CAPTION(figure)), None)
    own = next(iter(_CREDIT(figure)), None)
    line, shown = text_of(figure if box is None and own is not None else box), text_of(own)
    before, _, behind = line.partition(shown) if shown else (line, "", "")
    caption, credit = split_caption(f"{before} {behind}")
    return caption, clean_credit(shown) or credit


def _picture_address(figure: Any) -> str:
    """Return where a picture is loaded from: lazy ones have no ``src``, or a blank one."""
    for picture in figure.iter("img"):
        for name in _PICTURE_ADDRESSES:
            if picture.get(name):
                return str(picture.get(name))
    return ""


def read_related(nodes: Iterable[Any], loader_context: Context) -> list[Link]:
    """Return the links of list items, each article once."""
    page, urls = loader_context["page"], loader_context["urls"]
    found = read_items(filter(etree.iselement, nodes), urls, page.url, loader_context["timezone"])
    return [link for _, link in found]


def read_booleans(values: Iterable[Any]) -> list[bool]:
    """Return JSON-LD's booleans, which are often written as words."""
    words = (str(value).lower() for value in values)
    return [_BOOLEANS[word] for word in words if word in _BOOLEANS]


def read_bodies(nodes: Iterable[Any], loader_context: Context) -> list[Body]:
    """Return the body that stands in the container elements, if it has any text."""
    body = read_body([*filter(etree.iselement, nodes)], loader_context["body_rules"])
    return [body] if body.parts else []
