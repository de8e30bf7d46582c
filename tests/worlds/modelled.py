"""A site of the model test: its lists, its articles, and the faults that it may have.

It notes for each answer what the page should have shown, and what it did show.
"""

import random
import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from worlds.model_papers import HOME, SECTIONS
from worlds.newsroom import WORDS
from worlds.server import NOT_FOUND, Loopback, run_server
from worlds.site import ITEM, a_list, an_article, shown, whole_page

FIRST_ID = 800_000
ROBOTS = f"{HOME}/robots.txt"
SORRY = b"<!DOCTYPE html><html><head><title>Galat</title></head><body><p>Galat</p></body></html>"
ERROR_PAGE = whole_page(
    "<h1>Halaman Tidak Ditemukan</h1><p>Maaf, halaman yang Anda cari tidak ditemukan.</p>"
)
OF_LISTS = "500 404 empty repeat redirect cut no_next renamed partly".split()
OF_ARTICLES = "500 404 403 other error_page template".split()


@dataclass(eq=False)
class Story:
    """An article of the site."""

    number: int
    section: str
    published: datetime
    """In the publisher's zone, without an offset."""
    version: int = 1

    @property
    def path(self):
        return f"/{self.section}/{FIRST_ID + self.number}/kabar-{self.number}"

    @property
    def url(self):
        return HOME + self.path

    @property
    def headline(self):
        return f"Kabar nomor {self.number}: warga bertemu"

    def text(self, version=None):
        """The body, in one paragraph."""
        version = version or self.version
        dice = random.Random(self.number * 100 + version)
        words = " ".join(dice.choices(WORDS, k=40))
        return f"Berita {self.number} terbitan {version}: {words}."


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: at a place of a list, at articles, or everywhere."""

    kind: str
    where: str
    """A list (`indeks`), `articles`, or `site`."""
    pages: tuple[int, ...] = ()
    """Numbers of its pages; none: all."""
    day: date | None = None
    numbers: frozenset[int] = frozenset()
    """Of the articles."""

    def __str__(self):
        parts = [self.kind, "at", self.where]
        parts += [f"pages {self.pages}"] if self.pages else []
        parts += [f"of {self.day}"] if self.day else []
        parts += [f"{sorted(self.numbers)}"] if self.numbers else []
        return " ".join(map(str, parts))


@dataclass(frozen=True)
class ListPage:
    """A page of a list, as it is asked for."""

    name: str
    number: int
    day: date | None = None

    def __str__(self):
        return f"{self.name} {self.day or ''} page {self.number}"


@dataclass
class Answer:
    """What was asked for, and what came."""

    url: str
    fault: str = ""
    page: ListPage | None = None
    """The list page that it is."""
    story: int | None = None
    """The article that it is."""
    due: tuple[int, ...] = ()
    """What the list page should have shown."""
    shown: tuple[int, ...] = ()
    below: frozenset[int] = frozenset()
    """What the pages behind it list."""
    leads_on: bool = False
    """Whether the list goes on behind the page as it should be."""


@dataclass
class Shape:
    """How a site is built."""

    paper: str
    per_page: int
    is_dated: bool
    has_pager: bool = True
    feed_length: int = 10
    sections: tuple[str, ...] = SECTIONS


class Modelled(Loopback):
    """Serves its stories on lists of the shape that it has."""

    def __init__(self, shape):
        super().__init__(None)
        self.shape = shape
        self.stories: list[Story] = []
        """Oldest first."""
        self.faults: list[Fault] = []
        self.log: list[Answer] = []

    def publish(self, moment, section):
        """Let an article appear."""
        self.stories.append(Story(len(self.stories) + 1, section, moment))
        self.stories.sort(key=lambda story: story.published)

    def story(self, number):
        return next(story for story in self.stories if story.number == number)

    def of_list(self, name, day=None):
        """The stories of a list, newest first."""
        return [
            story
            for story in reversed(self.stories)
            if name in ("indeks", story.section) and day in (None, story.published.date())
        ]

    # --- Answers --------------------------------------------------------------------------------

    def answer(self, url):
        """Return status, headers and body for *url*, and note it."""
        answer = Answer(url)
        reply = self._reply(url, answer)
        if not url.endswith("/tdmrep.json"):
            self.log.append(answer)
        return reply

    def _reply(self, url, answer):
        kinds = {fault.kind for fault in self.faults if fault.where == "site"}
        if url == ROBOTS and "robots_503" in kinds:
            answer.fault = "robots_503"
            return 503, {}, b""
        if "outage" in kinds:
            answer.fault = "outage"
            return 500, {}, SORRY
        if url == ROBOTS:
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /cdn-cgi/\n"
        path = url.removeprefix(HOME)
        if found := re.fullmatch(r"/[a-z]+/8(\d{5})/kabar-\d+", path):
            return self._article(int(found[1]), answer)
        if path in ("/feed", "/sitemap.xml"):
            return self._document(path, answer)
        if path in ("", "/"):
            return 200, {}, self._front().encode()
        if page := self.page_at(path):
            return self._list(page, answer)
        return NOT_FOUND

    def page_at(self, path):
        """The list page at a path, if there is such a list."""
        if found := re.fullmatch(r"/([a-z]+)\?date=([\d-]+)&page=(\d+)", path):
            return ListPage(found[1], int(found[3]), date.fromisoformat(found[2]))
        found = re.fullmatch(r"/([a-z]+)(?:/20/(\d+))?", path)
        if found and found[1] in ("indeks", *SECTIONS):
            return ListPage(found[1], int(found[2] or 0) // self.shape.per_page + 1)
        return None

    def url_of(self, page):
        """The address of a list page."""
        if page.day:
            return f"{HOME}/{page.name}?date={page.day}&page={page.number}"
        offset = (page.number - 1) * self.shape.per_page
        return f"{HOME}/{page.name}" + (f"/20/{offset}" if offset else "")

    # --- Articles -------------------------------------------------------------------------------

    def _article(self, number, answer):
        answer.story = number
        found = [story for story in self.stories if story.number == number]
        if not found:
            return NOT_FOUND
        kind = self._fault_of_article(number)
        answer.fault = kind
        if kind in ("500", "404", "403"):
            return int(kind), {}, SORRY
        if kind == "error_page":
            return 200, {}, ERROR_PAGE.encode()
        story = found[0]
        if kind == "other":
            story = next(story for story in self.stories if story.number != number)
        page = article_page(story)
        if kind == "template":
            page = page.replace('class="article"', 'class="tulisan"').replace("<h1>", "<h5>")
        return 200, {}, page.encode()

    def _fault_of_article(self, number):
        for fault in self.faults:
            if fault.where == "articles" and number in fault.numbers:
                return fault.kind
        return ""

    # --- Lists ----------------------------------------------------------------------------------

    def _fault_of_page(self, page):
        for fault in self.faults:
            is_here = fault.where == page.name and fault.day in (None, page.day)
            if is_here and (not fault.pages or page.number in fault.pages):
                return fault.kind
        return ""

    def _list(self, page, answer):
        listed = self.of_list(page.name, page.day)
        start = (page.number - 1) * self.shape.per_page
        stories = listed[start : start + self.shape.per_page]
        answer.page = page
        answer.due = numbers(stories)
        answer.below = frozenset(numbers(listed[start + self.shape.per_page :]))
        answer.leads_on = bool(answer.below)
        answer.fault = kind = self._fault_of_page(page)
        if kind in ("repeat", "redirect") and page.number == 1:
            answer.fault = kind = "empty"
        if kind in ("500", "404"):
            return int(kind), {}, SORRY
        first = ListPage(page.name, 1, page.day)
        if kind == "redirect":
            return 302, {"Location": self.url_of(first)}, b""
        if not stories and page.number > 1:
            answer.fault = ""
            return NOT_FOUND if not page.day else self._made(page, [], listed, "")
        if kind == "repeat":
            return self._made(first, listed[: self.shape.per_page], listed, "")
        if kind == "empty":
            stories = []
        elif kind == "cut":
            stories = stories[:2]
        answer.shown = numbers(stories) if kind != "renamed" else ()
        if kind == "partly":
            answer.shown = answer.shown[-1:]
        return self._made(page, stories, listed, kind)

    def _made(self, page, stories, listed, kind):
        """A list page with these *stories* on it, of all that are *listed*."""
        items = [item(story) for story in stories]
        if kind in ("renamed", "partly"):
            last = 0 if kind == "renamed" else 1
            kept = items[len(items) - last :]
            changed = [each.replace("h3>", "h4>") for each in items[: len(items) - last]]
            content = a_list(kept, self._pager(page, len(listed)), HOME)
            box = f'<div class="kartu-baru">{"".join(changed)}</div>'
            content = content.replace('<ul class="list-3">', f'{box}<ul class="list-3">')
            if not kept:
                content = content.replace('<ul class="list-3"></ul>', "")
        else:
            has_pager = kind not in ("cut", "no_next") and bool(stories)
            pager = self._pager(page, len(listed)) if has_pager else ""
            content = a_list(items, pager, HOME)
        return 200, {}, whole_page(content).encode()

    def _pager(self, page, length):
        if page.day and not self.shape.has_pager:
            return ""
        last = -(-length // self.shape.per_page)
        links = []
        for other in range(max(1, page.number - 2), min(last, page.number + 2) + 1):
            if other != page.number:
                rel = ' rel="next"' if other == page.number + 1 else ""
                url = self.url_of(ListPage(page.name, other, page.day)).replace("&", "&amp;")
                links.append(f'<a href="{url}"{rel}>{other}</a>')
        return "".join(links)

    def _front(self):
        items = [item(story) for story in self.of_list("indeks")[:3]]
        return whole_page(a_list(items, "", HOME))

    def _document(self, path, answer):
        """A feed, or a sitemap."""
        name = path.strip("/")
        answer.page = ListPage(name, 1)
        answer.fault = kind = self._fault_of_page(answer.page)
        if kind:
            return 500, {}, SORRY
        stories = self.of_list("indeks")
        if name == "feed":
            stories = stories[: self.shape.feed_length]
        answer.due = answer.shown = numbers(stories)
        make = feed if name == "feed" else sitemap
        return 200, {"Content-Type": "application/xml"}, make(stories).encode()


def numbers(stories):
    return tuple(story.number for story in stories)


def item(story):
    """A list item."""
    date = f"<span>{shown(story.published.isoformat())}</span>"
    return ITEM.format(url=story.url, rel="", headline=story.headline, date=date)


def article_page(story):
    """The page of an article, which names itself in its canonical link."""
    content = an_article(
        story.headline, story.published.isoformat(), f"<p>{story.text()}</p>", [], HOME
    )
    head = f'<link rel="canonical" href="{story.url}"></head>'
    return whole_page(content).replace("</head>", head)


def feed(stories):
    items = "".join(
        f"<item><title>{story.headline}</title><link>{story.url}</link>"
        f"<pubDate>{story.published:%a, %d %b %Y %H:%M:%S} +0700</pubDate></item>"
        for story in stories
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Kabar</title>'
    return f"{head}{items}</channel></rss>"


def sitemap(stories):
    entries = "".join(
        f"<url><loc>{story.url}</loc><lastmod>{story.published.isoformat()}+07:00</lastmod></url>"
        for story in stories
    )
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {space}>{entries}</urlset>'


@contextmanager
def modelled(shape):
    """Serve a site on a free loopback port."""
    with run_server(Modelled(shape)) as server:
        yield server
