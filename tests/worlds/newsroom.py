"""A made-up Media Indonesia of any size behind a loopback server; pages are made when asked for."""

import random
import re
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache

from worlds.server import NOT_FOUND, Loopback, run_server
from worlds.site import HOST, Story, a_list, an_article, item, whole_page

PER_PAGE = 30
FIRST_ID = 700_000
NEWEST = datetime(2026, 1, 20, 18, 0)
BETWEEN = timedelta(minutes=10)
WORDS = """harga pasar kota warga jalan sekolah desa panen hujan menteri rapat kerja tahun rencana
lahan petani nelayan pelabuhan kapal beras garam ikan sawah sungai jembatan murid guru rumah air
listrik bantuan anggaran laporan pekan lalu masih akan sudah belum dapat untuk dengan dari pada
yang dan di ke oleh karena sehingga namun""".split()


class Newsroom(Loopback):
    """Serves *articles* stories on index pages of *per_page*, newest first, at `/indeks`.

    Story 0 is the oldest. Each lists three older ones under "Berita Lainnya". Bodies have 1 to
    11 kB, the same at every start; none repeats another, unless `repeats` and `copies` say so.
    `host` may be another, for a second publisher.
    """

    def __init__(self, articles, host=HOST, per_page=PER_PAGE):
        super().__init__(None)
        self.per_page = per_page
        self.host = host
        self.home = f"https://{host}"
        self.articles = articles
        self.changed = {}
        """Number -> text to put at the start of a story's body: a correction."""
        self.repeats = {}
        """Number -> the number whose body a story repeats, but for a paragraph at the end."""
        self.copies = {}
        """Number -> the number whose very body a story has."""
        self.index_pages = -(-articles // per_page)

    def address(self, number):
        """The address of a story."""
        return f"{self.home}/ekonomi/{FIRST_ID + number}/kabar-nomor-{number}"

    def index(self, page=1):
        """The address of an index page."""
        return f"{self.home}/indeks" + (f"?page={page}" if page > 1 else "")

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
        return NOT_FOUND

    def listed(self, page):
        """An index page."""
        numbers = self.numbers_on(page)
        if not numbers:
            return NOT_FOUND
        following = f'<a href="{self.index(page + 1)}" rel="next">berikut</a>'
        items = (item(self.story(number)) for number in numbers)
        content = a_list(items, following if self.goes_on_after(numbers) else "", self.home)
        return 200, {}, whole_page(content, self.home).encode()

    def numbers_on(self, page):
        """The stories of an index page, newest first."""
        newest = self.articles - 1 - (page - 1) * self.per_page
        return list(range(newest, max(newest - self.per_page, -1), -1))

    def goes_on_after(self, numbers):
        """Tell whether an index page with these stories leads to another."""
        return numbers[-1] > 0

    @lru_cache(maxsize=4096)  # noqa: B019 (a server lives as long as its test)
    def page(self, number, correction):
        """An article page."""
        older = [self.story(other) for other in range(number - 1, number - 4, -1) if other >= 0]
        content = an_article(
            self.headline(number),
            self.published(number).isoformat(),
            (correction and f"<p>{correction}</p>") + self.text(number),
            map(item, older),
            self.home,
        )
        return whole_page(content, self.home).encode()

    def headline(self, number):
        """The headline of a story."""
        return f"Kabar Nomor {number}"

    def text(self, number):
        """The paragraphs of a story, as HTML."""
        return body(self.copies.get(number, number), self.repeats.get(number))


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
