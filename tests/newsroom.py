"""A made-up Media Indonesia of any size behind a loopback server; pages are made when asked for."""

import random
import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache

from sites import ARTICLE, HOST, LIST, PAGE, Loopback, Story, item, run_server, shown

PER_PAGE = 30
FIRST_ID = 700_000
NEWEST = datetime(2026, 1, 20, 18, 0)
BETWEEN = timedelta(minutes=10)
WORDS = """harga pasar kota warga jalan sekolah desa panen hujan menteri rapat kerja tahun rencana
lahan petani nelayan pelabuhan kapal beras garam ikan sawah sungai jembatan murid guru rumah air
listrik bantuan anggaran laporan pekan lalu masih akan sudah belum dapat untuk dengan dari pada
yang dan di ke oleh karena sehingga namun""".split()


class Newsroom(Loopback):
    """Serves *articles* stories on index pages of 30, newest first, at `/indeks`.

    Story 0 is the oldest. Each lists three older ones under "Berita Lainnya". Bodies have 1 to
    11 kB, the same at every start; none repeats another, unless `repeats` and `copies` say so.
    `host` may be another, for a second publisher.
    """

    def __init__(self, articles, host=HOST):
        super().__init__(None)
        self.host = host
        self.home = f"https://{host}"
        self.articles = articles
        self.changed = {}
        """Number -> text to put at the start of a story's body: a correction."""
        self.repeats = {}
        """Number -> the number whose body a story repeats, but for a paragraph at the end."""
        self.copies = {}
        """Number -> the number whose very body a story has."""
        self.index_pages = -(-articles // PER_PAGE)

    def address(self, number):
        """The address of a story."""
        return f"{self.home}/ekonomi/{FIRST_ID + number}/kabar-nomor-{number}"

    def key(self, number, publisher="mediaindonesia"):
        """The key of a story."""
        return f"{publisher}:{FIRST_ID + number}"

    def keys(self, publisher="mediaindonesia"):
        """The keys of all stories."""
        return {self.key(number, publisher) for number in range(self.articles)}

    def story(self, number):
        """A link to a story, as lists print it."""
        return Story(self.address(number), self.published(number).isoformat(sep=" "))

    def published(self, number):
        """When a story appeared; later ones do not move the others."""
        return NEWEST + (number - 900) * BETWEEN

    def answer(self, url):
        """Return status, headers and body for *url*."""
        if url in self.answers:
            return self.answers[url]
        path = url.partition("://")[2].partition("/")[2]
        if found := re.fullmatch(r"indeks(?:\?page=(\d+))?", path):
            return self.listed(int(found[1] or 1))
        if found := re.fullmatch(r"ekonomi/(\d+)/kabar-nomor-\d+", path):
            number = int(found[1]) - FIRST_ID
            if 0 <= number < self.articles:
                return 200, {}, self.page(number, self.changed.get(number, ""))
        if path == "robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /cdn-cgi/\n"
        return 404, {}, b"<html><body><p>Tidak ada</p></body></html>"

    def listed(self, page):
        """An index page."""
        newest = self.articles - 1 - (page - 1) * PER_PAGE
        numbers = range(newest, max(newest - PER_PAGE, -1), -1)
        if not numbers:
            return 404, {}, b"<html><body><p>Tidak ada</p></body></html>"
        following = f'<a href="{self.home}/indeks?page={page + 1}" rel="next">berikut</a>'
        content = LIST.format(
            home=self.home,
            items="".join(item(self.story(number)) for number in numbers),
            pagination=following if numbers[-1] else "",
        )
        return 200, {}, PAGE.format(home=self.home, content=content).encode()

    @lru_cache(maxsize=4096)  # noqa: B019 (a server lives as long as its test)
    def page(self, number, correction):
        """An article page."""
        older = [self.story(other) for other in range(number - 1, number - 4, -1) if other >= 0]
        content = ARTICLE.format(
            home=self.home,
            headline=f"Kabar Nomor {number}",
            date=f'<span class="datetime"> {shown(self.published(number).isoformat())}</span>',
            body=(correction and f"<p>{correction}</p>")
            + body(self.copies.get(number, number), self.repeats.get(number)),
            related="".join(map(item, older)),
        )
        return PAGE.format(home=self.home, content=content).encode()


def body(number, repeated=None):
    """Paragraphs of made-up words, 1 to 11 kB in all.

    With *repeated* they are those of that number, and only the last is this one's own.
    """
    dice = random.Random(number)
    paragraphs = []
    for index in range(dice.randint(2, 22)):
        words = " ".join(dice.choices(WORDS, k=75))
        paragraphs.append(f"<p>Alinea {index} kabar {number}: {words}.</p>")
    if repeated is not None:
        paragraphs = [*body(repeated).split("\n")[:-1], paragraphs[-1]]
    return "\n".join(paragraphs)


@contextmanager
def newsroom(articles, host=HOST):
    """Serve that many stories on a free loopback port."""
    with run_server(Newsroom(articles, host)) as server:
        yield server
