"""A lying Media Indonesia: an index and section fronts, in pages of 20 that link to the next."""

import re
from html import escape

from worlds.lying import HONEST, PEOPLE, WHOLE, Lying, Place, page, printed

HOME = "https://mediaindonesia.com"
FIRST = 860_000

HEAD = """    <!-- Layout Default -->
    <!DOCTYPE html><html lang="id"><head><meta charset="UTF-8">
<title>{title} - Media Indonesia</title>
<meta property="og:url" content="{own}" /><meta property="og:title" content="{title}" />
<link rel="canonical" href="{canonical}"></head><body>
<div class="master"><div class="header"><ul class="main-nav"><li class=" ">
<a href="https://mediaindonesia.com/" title="Home">Home</a></li><li><a
href="https://mediaindonesia.com/ekonomi">Ekonomi</a></li></ul></div>"""
FOOT = """<div class="copyright"><p>Copyright @ 2026 Media Group</p></div></div></body></html>"""

CARD = """<li><div class="pic"><figure class="ratio"><a title="{headline}" href="{url}"><img
class="lazyload" data-src="https://asset.mediaindonesia.com/news/a.jpg" alt=""></a></figure></div>
<div class="text "><h3><a title="{headline}" href="{url}">{headline}</a></h3>
<span>{date}</span><p>Cuplikan {number}.
</p></div></li>"""
NEW_CARD = """<div class="kartu"><div class="judul"><a href="{url}">{headline}</a></div>
<span>{date}</span></div>"""
LIST = """<section class="list"><div class="columns"><div class="column is-8">
<div class="ti">{title}</div><ul class="list-3">{cards}</ul>{new_cards}{pager}</div>
<div class="column is-4"><section><div class="ti">Opini</div><ul class="list-4"><li>
<div class="text"><h3><a href="https://mediaindonesia.com/opini/750740/pohon-tua">Pohon Tua</a></h3>
<span>10/3/2025 22:58</span></div></li></ul></section></div></div></section>"""

ARTICLE = """<section class="detail"><div class="columns"><div class="column is-8">
<div class="post-header"><ul class="mi-breadcrumb"><li>
<a href="https://mediaindonesia.com/">Home</a></li><li><a href="https://mediaindonesia.com/{section}">{section}</a></li></ul><h1>{headline}</h1>
<div class="info"><div class="author-2">{author}</div><span class="datetime">
{date}</span></div></div>
<div class="article">{body}
<div class="info-author">Editor : <a href="/author/9/b">{editor}</a></div></div>
</div></div></section>"""
BARE = """<section class="detail"><div class="columns"><div class="column is-8">
<div class="post-header"><h1>{headline}</h1></div><div class="article">{body}</div>
</div></div></section>"""
FILM = """<section class="detail"><div class="post-header"><h1>{headline}</h1>
<span class="datetime"> {date}</span></div><iframe src="https://www.youtube.com/embed/x"></iframe></section>"""


class PlainPublisher(Lying):
    """Its pages of photo series have addresses that are no article's."""

    name = "mediaindonesia"
    home = HOME

    def __init__(self, *given):
        super().__init__(*given)
        self.feed = self.sitemap = None
        """How many of the newest articles these list; None: there is none."""

    def key(self, piece):
        space = "video:" if piece.kind == "video" else ""
        return f"mediaindonesia:{space}{FIRST + piece.number}"

    def address(self, piece):
        number = FIRST + piece.number
        paths = {
            "news": f"{piece.section}/{number}/{piece.slug}",
            "photos": f"foto/{number}/{piece.slug}",
            "video": f"video/detail_video/{number}-{piece.slug}",
        }
        return f"{HOME}/{paths[piece.kind]}"

    def list_address(self, place):
        start = f"{HOME}/{place.section or 'indeks'}"
        return start if place.number == 1 else f"{start}/20/{20 * (place.number - 1)}"

    def place_at(self, url):
        found = re.fullmatch(rf"{HOME}/([a-z-]+)(?:/20/(\d+))?", url)
        if not found or found[1] not in ("indeks", *self.sections):
            return None
        section = "" if found[1] == "indeks" else found[1]
        return Place(section, int(found[2] or 0) // 20 + 1)

    def honest(self, url):
        newest = {f"{HOME}/feed": self.feed, f"{HOME}/sitemap.xml": self.sitemap}.get(url)
        if newest is not None:
            pieces = self.articles[:newest]
            text = self.rss(pieces) if url.endswith("feed") else self.url_set(pieces)
            return page(text, Content_Type="text/xml")
        if url == f"{HOME}/":
            return page(self.list_page(Place()).replace(f"{HOME}/indeks", f"{HOME}/"))
        return super().honest(url)

    def list_page(self, place, look=HONEST):
        title = place.section.title() or "Indeks"
        shown = [(self.card(*each, look), each[1]) for each in self.cards(place, look)]
        cards, new = ("".join(html for html, is_new in shown if is_new == it) for it in (0, 1))
        pager = "" if look.cards is not None else self.pager(place, look)
        content = LIST.format(title=title, cards=cards, new_cards=new, pager=pager)
        return self.frame(title, self.list_address(place), look.canonical, content)

    def frame(self, title, address, canonical, content):
        head = HEAD.format(
            title=escape(title), own=canonical or address, canonical=canonical or address
        )
        return f"{head}{content}{FOOT}"

    def empty_list(self, place):
        title = place.section.title() or "Indeks"
        content = LIST.format(title=title, cards="", new_cards="", pager="")
        return self.frame(title, self.list_address(place), None, content)

    def card(self, piece, is_new, look):
        form = NEW_CARD if is_new else CARD
        moment, (first, second) = printed(piece.moment, look)
        url = self.address(piece)
        if look.only_photos:
            url = f"{HOME}/foto/{FIRST + piece.number}/{piece.slug}"
        date = f"{first}/{second}/{moment:%Y %H:%M}"
        return form.format(headline=piece.headline, url=url, date=date, number=piece.number)

    def pager(self, place, look):
        """The links to other pages, as the site prints them."""
        last = self.on(place)[1]
        links = []
        last = place.number if look.pager == "stuck" else min(last, place.number + 2)
        for number in range(max(1, place.number - 1), last + 1):
            url = self.list_address(Place(place.section, number))
            rel = ' rel="next"' if number == place.number + 1 else ""
            links.append(f'<a href="{url}"{rel}>{number}</a>')
        if look.pager == "none":
            return ""
        name = "halaman-baru" if look.pager == "renamed" else "pagination"
        return f'<div class="{name}">{"".join(links)}</div>'

    def article(self, piece, shown=WHOLE):
        address = self.address(piece)
        moment, (first, second) = printed(piece.moment, shown)
        canonical = address if shown.canonical is None else shown.canonical
        own = address if shown.own is None else shown.own
        form = FILM if piece.kind != "news" else BARE if shown.is_bare else ARTICLE
        content = form.format(
            headline=piece.headline,
            section=piece.section,
            author=PEOPLE[0],
            editor=PEOPLE[1],
            date=f"{first:02}/{second}/{moment:%Y %H:%M}",
            body="".join(f"<p>{text}</p>" for text in shown.text or piece.paragraphs),
        )
        head = HEAD.format(title=piece.headline, own=own, canonical=canonical)
        if not canonical:
            head = head.replace('<link rel="canonical" href="">', "")
        if not own:
            head = head.replace('<meta property="og:url" content="" />', "")
        return f"{head}{content}{FOOT}"

    def rss(self, pieces):
        """A feed of these pieces."""
        items = "".join(
            f"<item><title>{piece.headline}</title><link>{self.address(piece)}</link>"
            f"<pubDate>{piece.moment:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
            for piece in pieces
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'

    def url_set(self, pieces):
        """A sitemap of these pieces."""
        entries = "".join(
            f"<url><loc>{self.address(piece)}</loc>"
            f"<lastmod>{piece.moment:%Y-%m-%dT%H:%M:%S}+07:00</lastmod></url>"
            for piece in pieces
        )
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{entries}</urlset>'
