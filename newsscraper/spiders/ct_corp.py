"""CT Corp: what the pages of detik, CNN Indonesia and CNBC Indonesia have in common."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from newsscraper.normalize.article_urls import ArticleUrls
from newsscraper.page.canonical_link import CANONICAL
from newsscraper.page.places import Place, between, css, ld, meta, own_address, url, xpath
from newsscraper.publisher.body_rules import CAPTIONS, EMBEDS
from newsscraper.roads.any_road import Road
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.base import NewsSpider

JUNK: Final = (
    ".noncontent, .parallaxindetail, .staticdetail_container, .aevp, .pip-vid, .embed, "
    ".collapsible, .paradetail, .para_caption, .newstag, .end-of-article, [class^=sisip_], "
    "[dtr-evt=halaman], a.border, "
    f"table.pic_artikel_sisip_table, [id^=div-gpt-ad], {CAPTIONS}, {EMBEDS}"
)
"""Adverts, films, tables of contents, what stands around pictures, and links to other pages.

The link with a border asks to prefer the house in searches.
"""
READ_ALSO: Final = "table.linksisip, .lihatjg, .noncontent:has(.linksisip), [class^=link_sisip]"

_INITIALS: Final = r"[a-z]{2,4}(?: ?/ ?[a-z]{2,4}){1,2}"
_AGENCY: Final = r"(?:ANTARA|[Aa]ntara|AFP|AP|Reuters|Xinhua)"
SIGN_OFF: Final = re.compile(
    # (vyp/kna) by themselves or behind a sentence; (agt) only by itself.
    r"(?:^|(?<=[.!?\"')\u2019\u201d]))\s*\((?P<code>"
    rf"{_INITIALS}|{_AGENCY} ?/ ?[a-z]{{2,4}}(?: ?/ ?[a-z]{{2,4}})?|(?<=^\()[a-z]{{2,4}})\)\.?$"
)
"""Initials of reporter and editor, or of an editor behind the agency that wrote the story."""

_FILM: Final = (
    r"(?:simak|lihat|tonton|saksikan)(?: juga| pula)? "
    r"(?:live detik ?\w+ ?:?|[\"'\u2018\u201c].{1,200}[\"'\u2019\u201d]:|video\b ?:? ?"
    r"(?:[\"'\u2018\u201c].{1,200}[\"'\u2019\u201d]:?|[^.]{1,200}?))"
)
_NEXT_PAGE: Final = (
    r"(?:(?:simak|baca|lihat|klik|lanjut|selengkapnya)\b[^.]{0,40} )?"
    r"halaman (?:selanjutnya|berikutnya)[. >]*"
)
LEADS: Final = re.compile(
    rf"^(?:{_FILM}|{_NEXT_PAGE}|\[Gambas:[^\]]*\]|ADVERTISEMENT"
    r"|SCROLL TO CONTINUE WITH CONTENT)(?: ?\[Gambas:[^\]]*\])?"
    r" ?(?=\([\w /]{2,30}\)$|$)",
    re.IGNORECASE,
)

KIND_SIGNS: Final[Mapping[str, Sequence[Place]]] = {
    "advertorial": [
        xpath(
            "//*[contains(@class, 'detail-text')]/descendant::strong[normalize-space()='(adv/adv)']"
        )
    ],
    "infographic": [own_address("/infografis-")],
}

_HEADER = partial(between, start="h1", end="*[contains(@class, 'detail-text')]")
"""What stands between headline and body; their classes say only how it looks."""
_TITLE: Final = xpath("(//*[contains(@class, 'detail-text')])[1]/preceding::h1[1]")
"""The last headline before the body: that of the page's own head may be the house."""
_LINE: Final = "div[not(div | */*/*)]"
"""One that holds a line, and so little that to read each of them costs nothing."""
_DATE: Final = _HEADER(f"{_LINE}[contains(., ':')][string-length(normalize-space()) < 60]")


def dateline(house: str) -> re.Pattern[str]:
    """Return the pattern of ``Jakarta, HOUSE -``, of which the *house* may be left out.

    Without it the place has to stand by itself, before the first paragraph.
    """
    return re.compile(
        rf"(?P<place>[A-Z][\w.']*(?: [A-Z][\w.']*){{0,3}})(?P<house>, (?i:{house}))?"
        r" ?[-\u2013\u2014]+ ?(?(house)|$)"
    )


def lists_by_day(host: str, main: str, numbers: Mapping[str, str]) -> tuple[Road, ...]:
    """Return the lists of all sections, at *main*, and of each, at its number; and the sitemap."""
    day = "?date={day:%Y/%m/%d}&page={page}"
    return (
        DatedIndex(f"https://{host}/{main}{day}"),
        DatedIndex(f"https://{host}/{{section}}/indeks/{{number}}{day}", numbers=numbers),
        Sitemap(f"https://{host}/sitemap.xml"),
    )


def stamped_urls(publisher: str, host: str) -> ArticleUrls:
    """Return the addresses ``/ekonomi/20260119214407-92-1318816/judul`` on the *host*.

    The 14 digits are no time of publication: that may be hours later, and on another day.
    """
    story = r"/(?P<section>[a-z0-9-]+)/\d{14}-\d+-(?P<id>\d+)/(?P<slug>[^/]+)"
    paths = {"": (rf"{story}(?P<more>/(?:amp|\d{{1,2}}))?",)}
    return ArticleUrls(publisher, host, (host.removeprefix("www."),), paths)


def may_lack_text(host: str) -> tuple[str, ...]:
    """Return the addresses of films, photos and infographics on the *host*: their slugs say it."""
    kinds = "foto|video|infografis|livescore|live-report|kuis"
    return (rf"{host}/(?:(?:[a-z-]+/)?(?:tv|{kinds})/|[a-z-]+/\d{{14}}-\d+-\d+/(?:{kinds})-)",)


def pager(whole: str) -> xpath:
    """Return where a page links to others of its article, or by *whole* to all in one."""
    return xpath(
        f"/descendant::link[@rel='next'] | /descendant::a[contains(@href, '{whole}')"
        " or contains(@class, 'detail__anchor-numb')"
        " or substring(@href, string-length(@href) - 3) = '/all'"
        " or translate(substring(@href, string-length(@href) - 1), '23456789', '') = '/'"
        " or contains(@href, 'page=')"
        " and contains(translate(@href, '23456789', '11111111'), 'page=1')]"
    )


def signed_by(house: str) -> between:
    """Return where the line ``NAME, HOUSE`` stands; photo credits end with a name or a bracket."""
    end = f"substring(normalize-space(), string-length(normalize-space()) - {len(house) - 1})"
    return _HEADER(f"{_LINE}[{end} = '{house}'][string-length(normalize-space()) < 100]")


class CTCorpSpider(NewsSpider):
    """One system writes the pages of the group: boxes in bodies, sign-offs, meta tags.

    The places are those of CNN Indonesia and CNBC Indonesia; detik has names for its own.
    """

    sources = {
        "headline": [_TITLE, css("h1"), ld("headline"), meta("og:title")],
        "url": [CANONICAL, url("url")],
        "description": [meta("description")],
        "section": [url("section")],
        "date_published": [ld("datePublished"), meta("dtk:publishdate"), _DATE],
        "date_modified": [ld("dateModified")],
        "date_published_raw": [_DATE],
        "image": [meta("og:image")],
        "body": [css(".detail-text")],
        "free_access": [ld("isAccessibleForFree")],
    }
