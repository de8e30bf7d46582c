"""Lying publishers whose indexes have pages for each day: Kompas.com, and the kanals of detik."""

import re
from dataclasses import replace
from datetime import date, datetime

from worlds.lying import HONEST, PEOPLE, WHOLE, Lying, Place, page, printed

KOMPAS_LIST = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Indeks Berita - Kompas.com</title>
{canonical}</head><body><div class="filter"><select class="dropdown_sites">
<option value="all">Semua</option></select></div>
<div class="articleList -list">
{cards}</div>
{pager}</body></html>"""
KOMPAS_CARD = """<div class="{item}"><a class="article-link" href="{url}" target="_blank">
<div class="articleItem-wrap"><div class="articleItem-box"><h2 class="articleTitle">{headline}</h2>
<div class="articlePost"><div class="articlePost-subtitle">{section}</div>
<div class="articlePost-date">{date}</div></div></div></div></a></div>
"""
KOMPAS_PAGE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8">
<title>{headline} - Kompas.com</title>{own}{canonical}
<meta name="content_PublishedDate" content="{published}"><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{headline}",
"datePublished": "{iso}", "author": {{"@type": "Person", "name": "{editor}"}}}}</script></head>
<body><div class="read__header"><div class="read__time">Kompas.com , {printed} WIB</div></div>
<h1 class="read__title">{headline}</h1>
<div class="read__content"><div class="clearfix">{body}</div></div></body></html>"""

DETIK_LIST = """<!DOCTYPE html>
<html lang="id-ID"><head><meta charset="utf-8"><title>Indeks</title>
<meta name="robots" content="noindex, follow">{canonical}</head>
<body><div class="container"><h1 class="title">Indeks</h1>
<div id="indeks-container" class="grid-row list-content">
{cards}</div>
{pager}</div></body></html>"""
DETIK_CARD = """<article class="{item}"><div class="media media--left"><div class="media__text">
<h3 class="media__title"><a href="{url}" class="media__link" dtr-evt="indeks">{headline}</a></h3>
<div class="media__date"><span title="{date} WIB">{date} WIB</span></div></div></div></article>
"""
DETIK_PAGE = """<!DOCTYPE html><html lang="id-ID"><head><meta charset="utf-8">
<title>{headline}</title>{own}{canonical}<meta name="contenttype" content="{kind}">
<meta name="dtk:publishdate" content="{slashed}"></head>
<body><article class="detail"><div class="detail__header"><h1 class="detail__title">{headline}</h1>
<div class="detail__author">{author} - detikNews</div>
<div class="detail__date">{printed} WIB</div></div>
{media}<div class="detail__body itp_bodycontent_wrapper">{body}</div></article></body></html>"""
BARE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{headline}</title>
</head><body><h1 class="read__title">{headline}</h1>
<div class="read__content"><div class="clearfix">{body}</div></div></body></html>"""
PHOTO = """<div class="detail__media"><figure><img src="a.jpg">
<figcaption>Tenda.</figcaption></figure></div>"""
MONTHS = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des".split()


class DatedPublisher(Lying):
    """What both have: a page after the last of a day is there, and shows nothing."""

    LIST = CARD = PAGE = RENAMED = ITEM = ""

    def answer_list(self, place):
        return page(self.list_page(place))

    def on_first_pages(self, pieces, pages):
        newest = [each for each in pieces if each.day == pieces[0].day]
        return super().on_first_pages(newest, pages)

    def list_page(self, place, look=HONEST):
        cards = "".join(self.card(*each, look) for each in self.cards(place, look))
        pager = "" if look.cards is not None else self.pager(place, look)
        return self.fill_list(cards, pager, look.canonical)

    def fill_list(self, cards="", pager="", canonical=None):
        link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
        return self.LIST.format(cards=cards, pager=pager, canonical=link)

    def empty_list(self, place):
        return self.fill_list()

    def numbers_linked(self, place, look):
        """The pages to which the pager of a page links."""
        last, following = self.on(place)[1], place.number + 1
        if look.pager == "ten":
            return range(1, 11)
        if look.pager == "further":
            return [following]
        if look.pager == "next":
            return sorted({following, last}) if following <= last else []
        return range(1, last + 1) if look.pager in ("whole", "renamed") else []

    def card(self, piece, is_new, look):
        moment, (first, second) = printed(piece.moment, look)
        return self.CARD.format(
            item=self.RENAMED if is_new else self.ITEM,
            url=self.photo_address(piece) if look.only_photos else self.address(piece),
            headline=piece.headline,
            section=piece.section.title(),
            date=self.card_date(moment, first, second),
        )

    def article(self, piece, shown=WHOLE):
        address = self.address(piece)
        moment, (first, second) = printed(piece.moment, shown)
        if shown.swaps_dates:
            moment = moment.replace(day=first, month=second)
        canonical = address if shown.canonical is None else shown.canonical
        own = address if shown.own is None else shown.own
        has_text = piece.kind == "news"
        body = "".join(f"<p>{text}</p>" for text in shown.text or piece.paragraphs)
        if shown.is_bare:
            return BARE.format(headline=piece.headline, body=body)
        return self.PAGE.format(
            headline=piece.headline,
            own=f'<meta property="og:url" content="{own}">' if own else "",
            canonical=f'<link rel="canonical" href="{canonical}">' if canonical else "",
            published=f"{moment:%Y-%m-%d %H:%M:%S}",
            slashed=f"{moment:%Y/%m/%d %H:%M:%S}",
            iso=f"{moment:%Y-%m-%dT%H:%M:%S}+07:00",
            printed=f"{moment.day} {MONTHS[moment.month - 1]} {moment:%Y %H:%M}",
            author=PEOPLE[0],
            editor=PEOPLE[1],
            kind="singlepagenews" if has_text else "multiplefoto",
            media="" if has_text else PHOTO,
            body=self.BODY.format(body=body) if has_text else "",
        )


class KompasPublisher(DatedPublisher):
    """Fifteen a page, all sections together; the address of an article has its time."""

    name = "kompas"
    home = "https://www.kompas.com/"
    per_page = 15
    sections = ("nasional", "money")
    LIST, CARD, PAGE, BODY = KOMPAS_LIST, KOMPAS_CARD, KOMPAS_PAGE, "{body}"
    ITEM, RENAMED = "articleItem", "kartuBerita"

    def key(self, piece):
        return f"kompas:{piece.moment:%Y%m%d%H%M%S}{piece.number % 1000:03}"

    def address(self, piece):
        time = f"{piece.moment:%Y/%m/%d/%H%M%S}{piece.number % 1000:03}"
        host = piece.section if piece.kind == "news" else "video"
        return f"https://{host}.kompas.com/read/{time}/{piece.slug}"

    def photo_address(self, piece):
        return f"https://video.kompas.com/read/{piece.moment:%Y/%m/%d/%H%M%S}001/{piece.slug}"

    def list_address(self, place):
        site = place.section or "all"
        return f"https://indeks.kompas.com/?site={site}&date={place.day}&page={place.number}"

    def place_at(self, url):
        form = r"https://indeks\.kompas\.com/\?site=([a-z]+)&date=(\d{4}-\d\d-\d\d)&page=(\d+)"
        found = re.fullmatch(form, url)
        if not found:
            return None
        section = "" if found[1] == "all" else found[1]
        return Place(section, int(found[3]), date.fromisoformat(found[2]))

    def card_date(self, moment, first, second):
        return f"{first:02}/{second:02}/{moment:%Y}"

    def pager(self, place, look):
        item = "halaman" if look.pager == "renamed" else "paging__link"
        numbers = [each for each in self.numbers_linked(place, look) if each != place.number]
        if not numbers:
            return ""
        links = (
            f'<a class="{item}" data-ci-pagination-page="{each}" href="'
            f'{self.list_address(replace(place, number=each)).replace("&", "&amp;")}">{each}</a>'
            for each in numbers
        )
        wrap = "halaman__wrap" if look.pager == "renamed" else "paging__wrap"
        return f'<div class="paging"><div class="{wrap}">{"".join(links)}</div></div>'


class DetikPublisher(DatedPublisher):
    """Twenty a page, an index for each kanal; photo series have addresses like articles."""

    name = "detik"
    home = "https://www.detik.com/"
    sections = ("news", "finance", "travel")
    LIST, CARD, PAGE = DETIK_LIST, DETIK_CARD, DETIK_PAGE
    BODY = '<div class="detail__body-text itp_bodycontent">{body}</div>'
    ITEM, RENAMED = "list-content__item", "kartu-berita"

    def key(self, piece):
        return f"detik:{8_310_000 + piece.number}"

    def address(self, piece):
        number = 8_310_000 + piece.number
        path = "berita" if piece.kind == "news" else "fototravel"
        return f"https://{piece.section}.detik.com/{path}/d-{number}/{piece.slug}"

    def photo_address(self, piece):
        number = 8_310_000 + piece.number
        return f"https://{piece.section}.detik.com/foto-news/d-{number}/{piece.slug}"

    def list_address(self, place):
        day = f"{place.day:%m%%2F%d%%2F%Y}"
        return f"https://{place.section}.detik.com/indeks?date={day}&page={place.number}"

    def place_at(self, url):
        form = r"https://([a-z]+)\.detik\.com/indeks\?date=(\d\d%2F\d\d%2F\d{4})&page=(\d+)"
        found = re.fullmatch(form, url)
        if not found or found[1] not in self.sections:
            return None
        day = datetime.strptime(found[2], "%m%%2F%d%%2F%Y").date()
        return Place(found[1], int(found[3]), day)

    def card_date(self, moment, first, second):
        return f"{first:02}/{second:02}/{moment:%Y %H:%M}"

    def pager(self, place, look):
        numbers = self.numbers_linked(place, look)
        if not numbers:
            return ""
        name = "halaman-baru" if look.pager == "renamed" else "pagination__item itp-pagination"
        links = (
            f'<a href="{self.list_address(replace(place, number=each))}" class="{name}">{each}</a>'
            for each in numbers
        )
        return f'<div class="pagination text-center">{"".join(links)}</div>'
