"""A made-up Media Indonesia that lives: it publishes while time passes and while it is crawled."""

import random
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from worlds.server import NOT_FOUND, Loopback, SiteHandler, run_server
from worlds.site import HOME, ITEM, a_list, an_article, shown, whole_page

DAILY = 283
"""Articles a day, the mean of two years; each day has as many, at irregular times."""
PER_PAGE = 20
START = datetime(2026, 10, 6, 18, 0)
FIRST_ID = 860_000
HOURS = [1.1 if 6 <= hour < 22 else 0.8 for hour in range(24)]
"""How busy the newsroom is in each hour of the day; 1 is the mean."""

LATE, TWICE, PINNED = 0.04, 0.02, 1 / 1500
"""Parts of all stories: those published late, those listed twice, those that get one pinned."""
DEEPEST = 12
"""How far below the top of the index a story that is published late may enter: on the first page
when the next crawl looks, or else (`buries`) wherever those that appear after it push it."""
ASIDE = 0.06
"""Stories that only a section front lists, for each in the index; as many are only related."""
UNDATED, PLAIN, NAMED = 0.1, 0.1, 0.1
"""Parts of the stories that lists show without a date, with `5/1/2026`, with `5 Januari 2026`."""
DURING = 0.4
"""Part of the visits during which a story appears, or two."""
FAILING = 0.1
"""Part of the requests that fail, if any do."""

SECTIONS = """politik-dan-hukum ekonomi megapolitan internasional humaniora olahraga sepak-bola
nusantara otomotif hiburan teknologi fashion travel kuliner jelita jabar weekend opini
kolom-pakar""".split()
APART = {
    "podiums": ("podiums/detail_podiums", "podium"),
    "editorials": ("editorials/detail_editorials", "editorial"),
    "foto": ("galleries/detail_galleries", "gallery"),
    "video": ("video/detail_video", "video"),
    "infografis": ("infografis/detail_infografis", "infographic"),
}
"""Section fronts whose articles have addresses and numbers of their own."""

MONTHS = """Januari Februari Maret April Mei Juni Juli Agustus September Oktober November
Desember""".split()
SUBJECTS = """Harga beras|Pasokan garam|Panen kedelai|Jumlah penumpang kapal|Kunjungan wisatawan
|Penjualan batik|Tangkapan ikan|Produksi gula|Kredit usaha kecil|Jumlah siswa baru""".split("|")
PLACES = """Kupang Demak Bitung Pacitan Sambas Ternate Garut Bima Kendari Tegal Sibolga Jember
Maumere Cirebon Palopo""".split()
CHANGES = "naik|turun|bertambah|berkurang|membaik".split("|")
SENTENCES = (
    "{subject} di {place} {change} {share} persen dibanding bulan lalu.",
    "Catatan nomor {number} di kantor kecamatan menyebut perubahan itu terasa sejak awal pekan.",
    "Warga {place} berharap keadaan ini bertahan sampai musim hujan datang.",
    "Pemerintah kota menyiapkan {share} pos layanan agar pertanyaan warga cepat dijawab.",
    "Menurut pengurus koperasi, {share} dari seratus anggota sudah menyesuaikan rencana mereka.",
    "Pekan depan petugas akan kembali ke {place} untuk menghitung ulang.",
)


@dataclass(eq=False)
class News:
    """One article."""

    section: str
    path: str
    key: str
    published: datetime
    headline: str
    body: str
    printed: str
    """Its date as lists show it; empty: they do not."""
    related: list["News"] = field(default_factory=list, repr=False)

    @property
    def url(self):
        return HOME + self.path


class Living(Loopback):
    """Index and section fronts in pages of 20, newest first, with offsets: `/indeks/20/40`.

    Its clock stands still until `pass_time`. While a crawl is running a story or two may appear.
    """

    def __init__(self, seed=1, start=START, days=3, daily=DAILY, buries=False):
        super().__init__(None)
        self.RequestHandlerClass = ShakyHandler
        self.dice = random.Random(seed)
        self.now = start - timedelta(days=days)
        self.times = self.times_after(self.now, daily)
        self.coming = next(self.times)
        self.numbers = count(FIRST_ID)
        self.drafts = []
        """Numbers that were given out, and when: of stories that are published late, if at all."""
        self.buries = True
        self.held = []
        """Late stories, which appear just before the next crawl."""
        self.index, self.pins = [], []
        """What the index lists, with the address; what stands above it on top, and until when."""
        self.entered = []
        """What came into the index since the start."""
        self.fronts = {name: [] for name in (*SECTIONS, *APART)}
        self.only_in_section, self.only_related = [], []
        self.pages = {}
        """Path -> article."""
        self.lists = []
        """The keys on each index page that was answered."""
        self.faults = None
        """Dice for the failing requests, if there are any."""
        self.healing = set()
        self.failed = 0
        self.answered = []
        """The URLs of the requests for pages that did not fail, without queries."""
        self.visited = 0
        self.during = set()
        for number, front in enumerate(APART, 4000):
            self.add_aside(front, number)
        self.pass_time(timedelta(days=days))
        self.pin()
        self.during, self.buries = set(), buries
        self.entered.clear()

    def fail(self, seed):
        """Let one request in ten fail from now on."""
        self.faults = random.Random(seed)

    # --- What happens ---------------------------------------------------------------------------

    def times_after(self, moment, daily):
        """The times at which stories appear, *daily* of them each day."""
        return times_from(moment, daily, self.dice)

    def pass_time(self, pause):
        """Let the stories of that time appear, and prepare those that the next crawl will see."""
        self.now += pause
        while self.coming <= self.now:
            self.publish()
        while self.held:
            self.enter(self.held.pop(), self.dice.randint(1, DEEPEST))
        self.pins = [(news, until) for news, until in self.pins if until > self.now]
        self.visited, self.during = 0, set()
        if self.dice.random() < DURING:
            self.during = {self.dice.randint(1, 12) for _ in range(2)}

    def push(self, stories):
        """Let so many stories appear at once."""
        for _ in range(stories):
            self.publish()

    def publish(self):
        """Let the next story appear in the index."""
        moment, self.coming = self.coming, next(self.times)
        self.now = max(self.now, moment)
        number, section = next(self.numbers), self.dice.choice(SECTIONS)
        if self.dice.random() < LATE and len(self.drafts) > 40:
            self.publish_late(section)
        else:
            self.enter(self.write(number, section, moment), 0)
        if self.dice.random() < 0.3:
            self.drafts.append((next(self.numbers), moment))
        if self.dice.random() < ASIDE:
            self.add_aside(self.dice.choice(SECTIONS))
        if self.dice.random() < PINNED:
            self.pin()

    def pin(self):
        """Let a story stand at the top of the index for some days, beside its own place."""
        news, _ = self.dice.choice(self.index[: 20 * PER_PAGE])
        self.pins.append((news, self.now + timedelta(days=self.dice.randint(2, 4))))

    def publish_late(self, section):
        """Publish a story whose number and date are older than those around it."""
        number, moment = self.drafts.pop(-self.dice.randint(5, 40))
        news = self.write(number, section, moment)
        if self.buries:
            self.enter(news, self.dice.randint(1, DEEPEST))
        else:
            self.held.append(news)

    def enter(self, news, place):
        """List a story at a place of the index, now and then twice, and in its section."""
        self.entered.append(news)
        self.index.insert(place, (news, news.url))
        self.fronts[news.section].insert(0, (news, news.url))
        if self.dice.random() < TWICE:
            again = news.url.replace("https://", "http://www.") + "?utm_source=terkini"
            self.index.insert(place + self.dice.randint(1, 4), (news, again))

    def add_aside(self, front, number=None):
        """Let a story appear that only a section front lists."""
        news = self.write(number or next(self.numbers), front, self.now)
        self.fronts[front].insert(0, (news, news.url))
        self.only_in_section.append(news)

    def write(self, number, section, moment, *, is_linked=False):
        """Write an article; one that *is_linked* is no more than that."""
        dice = self.dice
        prose = {"number": number, "share": dice.randint(2, 40), "place": dice.choice(PLACES)}
        prose |= {"subject": dice.choice(SUBJECTS).strip(), "change": dice.choice(CHANGES)}
        headline = "{subject} di {place} {change} {share} persen".format(**prose)
        chosen = [SENTENCES[0], *dice.sample(SENTENCES[2:], 2), SENTENCES[1]]
        body = "".join(f"<p>{sentence}</p>\n" for sentence in chosen).format(**prose)
        path, key = address(section, number, headline)
        news = News(section, path, key, moment, headline, body, self.printed(moment))
        older = self.index[: 3 * PER_PAGE]
        news.related = [dice.choice(older)[0] for _ in range(3)] if older else []
        if not is_linked and section in SECTIONS and dice.random() < ASIDE:
            linked = self.write(next(self.numbers), section, moment, is_linked=True)
            news.related.append(linked)
            self.only_related.append(linked)
        self.pages[path] = news
        return news

    def printed(self, moment):
        """A date as one of the site's lists shows it."""
        form = self.dice.random()
        if form < UNDATED:
            return ""
        if form < UNDATED + PLAIN:
            return f"{moment.day}/{moment.month}/{moment:%Y %H:%M}"
        if form < UNDATED + PLAIN + NAMED:
            return f"{moment.day} {MONTHS[moment.month - 1]} {moment:%Y, %H:%M} WIB"
        return shown(moment.isoformat())

    # --- What is answered -----------------------------------------------------------------------

    def answer(self, url):
        """Return status, headers and body for *url*; ConnectionError if the line is cut."""
        if self.fails(url):
            if self.faults.random() < 0.5:
                raise ConnectionAbortedError
            return 500, {}, b"<html><body><p>Galat</p></body></html>"
        path = url.partition("?")[0].removeprefix(HOME)
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /cdn-cgi/\n"
        if path.startswith("/.well-known/"):
            return 404, {}, b""
        self.answered.append(path)
        self.visited += 1
        if self.visited in self.during:
            self.publish()
        content = self.content(path)
        if content is None:
            return NOT_FOUND
        return 200, {}, whole_page(content).encode()

    def fails(self, url):
        """Tell whether this request fails; the next for the same URL does not."""
        if self.faults is None or url in self.healing:
            self.healing.discard(url)
            return False
        if self.faults.random() < FAILING:
            self.healing.add(url)
            self.failed += 1
            return True
        return False

    def content(self, path):
        """An article, a page of a list, or None."""
        if news := self.pages.get(path):
            return article_page(news)
        found = re.fullmatch(r"/([a-z-]+)(?:/20/(\d+))?", path)
        if not found:
            return None
        return self.list_page(found[1], int(found[2] or 0))

    def list_page(self, name, offset):
        """A page of the index or of a section front; None behind its end."""
        listings = self.listings(name)
        part = listings[offset : offset + PER_PAGE]
        if not part:
            return None
        if name == "indeks":
            self.lists.append([news.key for news, _ in part])
        items = (item(news, url) for news, url in part)
        return a_list(items, pages(name, offset, len(listings)))

    def listings(self, name):
        """All that a list lists, newest first: articles with their addresses."""
        if name != "indeks":
            return self.fronts.get(name, [])
        return [(news, news.url) for news, _ in self.pins] + self.index


class ShakyHandler(SiteHandler):
    """Cuts the line where the server says so, and lets go of crawls that were killed."""

    def respond(self):
        with suppress(ConnectionError):
            super().respond()


def times_from(moment, daily, dice):
    """Yield the times at which stories appear, *daily* of them each day, without end."""
    while True:
        midnight = moment.replace(hour=0, minute=0)
        hours = dice.choices(range(24), HOURS, k=daily)
        seconds = sorted(hour * 3600 + dice.randrange(3600) for hour in hours)
        yield from (
            time for each in seconds if (time := midnight + timedelta(seconds=each)) >= moment
        )
        moment = midnight + timedelta(days=1)


def address(section, number, headline):
    """The path and the key of an article."""
    slug = re.sub(r"\W+", "-", headline.lower())
    if section in APART:
        folder, kind = APART[section]
        return f"/{folder}/{number}-{slug}", f"mediaindonesia:{kind}:{number}"
    return f"/{section}/{number}/{slug}", f"mediaindonesia:{number}"


def item(news, url):
    """A list item."""
    date = f"<span>{news.printed}</span>" if news.printed else ""
    return ITEM.format(url=url, rel="", headline=news.headline, date=date)


def pages(name, offset, length):
    """The pagination of a list: the first page, and those around this one."""
    links = [f'<a href="{HOME}/{name}">1</a>']
    for other in range(max(offset - 2 * PER_PAGE, PER_PAGE), offset + 3 * PER_PAGE, PER_PAGE):
        if other != offset and other < length:
            rel = ' rel="next"' if other == offset + PER_PAGE else ""
            links.append(f'<a href="{HOME}/{name}/20/{other}"{rel}>{other // PER_PAGE + 1}</a>')
    return "".join(links)


def article_page(news):
    """The page of an article."""
    related = (item(other, other.url) for other in news.related)
    return an_article(news.headline, news.published.isoformat(), news.body, related)


@contextmanager
def living(**options):
    """Serve a Living on a free loopback port."""
    with run_server(Living(**options)) as server:
        yield server
