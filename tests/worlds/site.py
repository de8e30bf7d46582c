"""Made-up Media Indonesias in a folder, as REPLAY reads it."""

from datetime import datetime
from html import escape
from typing import NamedTuple

HOST = "mediaindonesia.com"
HOME = f"https://{HOST}"

PAGE = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Contoh</title></head><body>
<a href="{home}/cdn-cgi/content?id=jebakan" rel="nofollow noopener" style="display: none"></a>
<section class="newsticker"><a href="{home}/ekonomi/999001/hanya-di-ticker">
<div class="item">Ticker</div></a></section>
{content}</body></html>"""

LIST = """<div class="columns"><div class="column is-8"><div class="ti">Indeks</div>
<ul class="list-3">{items}</ul><div class="pagination"><a href="#"></a>{pagination}</div></div>
<div class="column is-4"><ul class="list-4"><li><div class="text "><h3>
<a href="{home}/ekonomi/750740/benihbaik">BenihBaik</a></h3><span>10/3/2025 22:58</span></div></li>
</ul></div></div>"""

ITEM = """<li><div class="pic"><figure class="ratio"><a href="{url}"><img alt=""></a></figure></div>
<div class="text "><h3><a title="Judul" href="{url}"{rel}>{headline}</a></h3>{date}</div></li>"""

ARTICLE = """<section class="detail"><div class="columns"><div class="column is-8">
<div class="post-header"><ul class="mi-breadcrumb"><li><a href="{home}/">Home</a></li>
<li><a href="{home}/ekonomi">Ekonomi</a></li></ul><h1>{headline}</h1>
<div class="info"><div class="author-2">Sari Wulandari</div>{date}</div></div>
<div class="article">{body}
<div class="info-author"><a class="author">Editor : Budi Santoso</a></div></div>
<div class="share-group"><a href="https://wa.me/?text={home}/ekonomi/999002/bagikan">Bagi</a></div>
<section><div class="ti">Berita Lainnya</div><ul class="list-3">{related}</ul></section>
</div></div></section>"""


class Story(NamedTuple):
    """A link to an article, with the date that a list prints beside it."""

    url: str
    date: str | None = None
    rel: str = ""


def shown(date):
    """`2026-01-05 06:40` as the site prints it: `05/1/2026 06:40`."""
    moment = datetime.fromisoformat(date)
    return f"{moment:%d}/{moment.month}/{moment:%Y %H:%M}"


def item(story):
    """A list item."""
    url, date, rel = Story(*story)
    return ITEM.format(
        url=escape(url),
        rel=f' rel="{rel}"' if rel else "",
        headline=f"Judul {escape(url.rpartition('/')[2])}",
        date=f"<span>{shown(date)}</span>" if date else "",
    )


def a_list(items, pagination="", home=HOME):
    """The content of a list page; *items* and *pagination* are HTML."""
    return LIST.format(home=home, items="".join(items), pagination=pagination)


def an_article(headline, date, body, related=(), home=HOME):
    """The content of an article page, without a date if *date* is None; *related* are items."""
    return ARTICLE.format(
        home=home,
        headline=headline,
        date=f'<span class="datetime"> {shown(date)}</span>' if date else "",
        body=body,
        related="".join(related),
    )


def whole_page(content, home=HOME):
    """A page with this content between what all pages have."""
    return PAGE.format(home=home, content=content)


class Site:
    """Writes pages into a folder in which the path is the URL."""

    def __init__(self, folder):
        self.folder = folder
        self.text("/robots.txt", "User-agent: *\nDisallow: /cdn-cgi/\n")

    def text(self, path, text, host=HOST):
        """Write a file as it stands."""
        file = self.folder / host / path.strip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def page(self, path, content, host=HOST):
        """Write a page."""
        self.text(f"{path}.html", whole_page(content), host)

    def index(self, path, stories, pagination=""):
        """Write an index page; *pagination* is HTML, or the next page's path."""
        if pagination.startswith("/"):
            pagination = f'<a href="{HOME}{pagination}" rel="next">berikut</a>'
        self.page(path, a_list(map(item, stories), pagination))

    def article(self, path, date, related=(), headline="Judul Berita", body=None):
        """Write an article page, without a date if *date* is None; return its Story.

        Unless *body* says more, its text is its own: a site of one text is not believed.
        """
        body = f"<p>Isi berita {path}.</p>" if body is None else body
        self.page(path, an_article(headline, date, body, map(item, related)))
        return Story(HOME + path, date)
