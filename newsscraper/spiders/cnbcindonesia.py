"""CNBC Indonesia: where things are on cnbcindonesia.com."""

from newsscraper.page.places import css, ld_people, meta, xpath
from newsscraper.publisher.body_rules import BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import WholeAddress
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.spiders import ct_corp

_HOST = "www.cnbcindonesia.com"
_NUMBERS = {
    "news": "3",
    "market": "5",
    "entrepreneur": "9",
    "syariah": "10",
    "lifestyle": "11",
    "tech": "12",
    "opini": "13",
    "mymoney": "71",
    "cuap-cuap-cuan": "78",
    "research": "127",
}
_SIGNED = ct_corp.signed_by("CNBC Indonesia")


class CNBCIndonesiaSpider(ct_corp.CTCorpSpider):
    """CNBC Indonesia, Jakarta: economy and markets, all sections on one host.

    Evidence: a fragment of an index page and the texts of five articles, July 2025; that
    ``?page=all`` brings all pages of one, January 2026; places of article pages, August 2026; logs
    of dated indexes at both ends of 2019 to 2026, October 2026. Nothing was fetched by us, and no
    article page was seen as HTML.

    Lists tell only how long ago a story came. The visible date has an English month and no zone:
    ``31 July 2025 11:01``. Some sign with initials, ``fsd, CNBC Indonesia``: they name nobody.
    Classes of the page say how things look, so most is found without them.

    Guesses: the same as for CNN Indonesia, how pages of one article link to each other, and that
    the tags are the links with ``#`` behind the body. The label of a section was not seen.
    """

    name = "cnbcindonesia"
    title = "CNBC Indonesia"
    evidence = Evidence("B", "2026-10")
    reach = "days since 2019"
    access = "robots.txt allows all but named crawlers (2024)"
    allowed_domains = ["cnbcindonesia.com"]
    houses = ("CNBC Indonesia", "CNBCIndonesia.com", "CNBC", "Tim Riset CNBC Indonesia")
    roads = (
        *ct_corp.lists_by_day(_HOST, "indeks", _NUMBERS),
        NewsFeed(f"https://{_HOST}/rss"),
    )
    sections = tuple(_NUMBERS)
    example_url = (
        "https://www.cnbcindonesia.com/market/20260120091233-17-702418/"
        "pedagang-telur-blitar-menunggu-kontrak-harga-enam-bulan"
    )
    article_urls = ct_corp.stamped_urls(name, _HOST)
    may_lack_text = ct_corp.may_lack_text(_HOST)
    kinds = {"opini": "opinion", "advertorial": "advertorial"}
    kind_signs = ct_corp.KIND_SIGNS
    index_items = [css(".nhl-list article"), css("article:has(a.group)")]
    paging = WholeAddress(
        parameter="page",
        value="all",
        links=ct_corp.pager("page=all"),
        active=xpath("//select[@name='multipage']/option[@selected]"),
    )
    body_rules = BodyRules(
        junk=ct_corp.JUNK,
        read_also=ct_corp.READ_ALSO,
        sign_off=ct_corp.SIGN_OFF,
        dateline=ct_corp.dateline("CNBC ?Indonesia"),
        leads=ct_corp.LEADS,
    )
    sources = ct_corp.CTCorpSpider.sources | {
        "authors": [_SIGNED, meta("dtk:author"), ld_people("author")],
        "byline": [_SIGNED],
        "keywords": [
            xpath(
                "(//*[contains(@class, 'detail-text')])[1]/following::a[contains(@href, '/tag/')]"
                "[starts-with(normalize-space(), '#')]"
            )
        ],
    }
