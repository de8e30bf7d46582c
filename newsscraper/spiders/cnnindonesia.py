"""CNN Indonesia: where things are on cnnindonesia.com."""

from newsscraper.page.places import css, ld_people, meta, xpath
from newsscraper.publisher.body_rules import BodyRules
from newsscraper.publisher.evidence_level import Evidence
from newsscraper.publisher.paging import PageByPage
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.spiders import ct_corp

_HOST = "www.cnnindonesia.com"
_NUMBERS = {
    "nasional": "3",
    "ekonomi": "5",
    "internasional": "6",
    "olahraga": "7",
    "teknologi": "8",
    "hiburan": "9",
    "gaya-hidup": "10",
    "tv": "398",
    "edukasi": "559",
    "otomotif": "577",
}
_SIGNED = ct_corp.signed_by("CNN Indonesia")


class CNNIndonesiaSpider(ct_corp.CTCorpSpider):
    """CNN Indonesia, Jakarta: all sections on one host.

    Evidence: a whole body and fragments of index and article pages, July 2025; the pager of an
    article on several pages, January 2026; index and article pages described in July 2026; logs of
    dated indexes at both ends of 2019 to 2026, October 2026. Nothing was fetched by us.

    The list of all sections has number 2; that of number 1 is not there. A list shows how long ago
    a story came, and in a comment when. JSON-LD mostly has an author without a name; one article
    had no JSON-LD. Links to tags in a body are no keywords of it.

    Guesses: the addresses of photos, films and infographics; opini and kolom; that ``(adv/adv)``
    signs what is paid for. Where other stories are named beside an article was not seen.
    """

    name = "cnnindonesia"
    title = "CNN Indonesia"
    evidence = Evidence("B+", "2026-10")
    reach = "days since 2019"
    access = "robots.txt allows all but named crawlers (2024)"
    allowed_domains = ["cnnindonesia.com"]
    houses = ("CNN Indonesia", "CNNIndonesia.com", "CNN", "Tim CNN Indonesia")
    roads = (
        *ct_corp.lists_by_day(_HOST, "indeks/2", _NUMBERS),
        NewsFeed(f"https://{_HOST}/{{section}}/rss"),
    )
    sections = tuple(_NUMBERS)
    example_url = (
        "https://www.cnnindonesia.com/ekonomi/20260119231502-92-1318820/"
        "perajin-kapal-kayu-bulukumba-mulai-menyimpan-gambar"
    )
    article_urls = ct_corp.stamped_urls(name, _HOST)
    may_lack_text = ct_corp.may_lack_text(_HOST)
    kinds = {"opini": "opinion", "kolom": "column", "advertorial": "advertorial", "tv": "video"}
    kind_signs = ct_corp.KIND_SIGNS
    # The box of what is read most has articles, too.
    index_items = [css("article.flex-grow"), css(".nhl-list article")]
    # The further pages are at /2, /3 ...
    paging = PageByPage(
        links=xpath(
            "//select[@name='multipage']/option | //a[@dtr-evt='halaman']"
            " | //*[contains(@class, 'detail-text')]/descendant::a"
        ),
        total=css(".mb-8 > .gap-2.text-base a"),
    )
    body_rules = BodyRules(
        junk=f".mb-8 > .gap-2.text-base, {ct_corp.JUNK}",
        read_also=ct_corp.READ_ALSO,
        sign_off=ct_corp.SIGN_OFF,
        # <strong>Jakarta, CNN Indonesia</strong> -- stands before the first paragraph.
        dateline=ct_corp.dateline("CNN ?Indonesia"),
        leads=ct_corp.LEADS,
    )
    sources = ct_corp.CTCorpSpider.sources | {
        "section_name": [xpath("//a[contains(@class, 'gtm_breadcrumb')]")],
        "authors": [_SIGNED, meta("dtk:author"), ld_people("author")],
        "byline": [_SIGNED],
        "keywords": [
            xpath(
                "//*[contains(@class, 'title-box')][contains(., 'TOPIK TERKAIT')]"
                "/following-sibling::*[1]/descendant-or-self::a"
            )
        ],
    }
