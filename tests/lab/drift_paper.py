"""A made-up publisher whose articles are read through a year, on harmless and on other days.

Nothing is fetched: each article is as a page would give it, drawn at random for its section. What
is usual differs between sections, days and hours.
"""

import math
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from newsscraper.items import Article
from newsscraper.roads.listing import Listing

AUTHOR, LD_AUTHOR, BODY = "css div.author-2", "ld author.name", "css div.article"
PLACES = {
    "headline": ["css h1", "ld headline", "meta og:title"],
    "authors": [AUTHOR, LD_AUTHOR],
    "editors": ["css div.editor"],
    "byline": [AUTHOR],
    "date_published": ["ld datePublished", "css div.date"],
    "date_modified": ["ld dateModified"],
    "keywords": ["css div.tags a", "state keywords"],
    "related": ["css div.related a"],
    "image": ["css figure img", "meta og:image"],
    "body": [BODY],
    "description": ["meta description"],
    "section": ["url section"],
    "section_name": ["css ul.crumbs a", "ld articleSection"],
}


@dataclass(frozen=True)
class Section:
    """What is usual for a section: how many of all articles it has, and how often what is there."""

    part: float
    words: float = 260
    authors: float = 0.97
    editors: float = 0.93
    keywords: float = 0.95
    related: float = 0.98
    caption: float = 0.94
    sign_off: float = 0.7
    modified: float = 0.3
    read_also: float = 0.5
    conflict: float = 0.03


SECTIONS = {
    "nasional": Section(0.27),
    "daerah": Section(0.2, words=210, caption=0.85, read_also=0.3),
    "ekonomi": Section(0.14, words=300, conflict=0.05),
    "olahraga": Section(0.14, words=230, modified=0.15),
    "hiburan": Section(0.1, words=280, keywords=0.99, read_also=0.8),
    "internasional": Section(0.08, words=240, authors=0.6, caption=0.98, sign_off=0.95),
    "opini": Section(0.04, words=750, authors=0.9, editors=0.1, keywords=0.4, sign_off=0.02),
    "kesehatan": Section(0.03, words=420, read_also=0.9),
}
NEW_SECTION = Section(0.15, words=500, keywords=0.02, editors=0.3, caption=0.2, sign_off=0.0)
REPORTERS = [f"Wartawan {number}" for number in range(60)]
HOURS = [2, 1, 1, 1, 2, 4, 6, 8, 9, 10, 9, 8, 7, 8, 8, 8, 7, 6, 6, 6, 5, 5, 4, 3]


@dataclass
class Day:
    """What a day is like: whether anything is the matter, and how its sections lean."""

    volume: float = 1.0
    parts: dict = field(default_factory=dict)
    """Section -> how much more than usual it has."""
    words: float = 1.0
    reporters: list = field(default_factory=list)
    """Those who write far more than their share."""
    leans: dict = field(default_factory=dict)
    long: bool = False
    """Whether an article is far longer than any."""
    short: bool = False
    """Whether runs are cut short."""


class Paper:
    """Draws articles; *harm* changes each of them."""

    def __init__(self, seed, per_day=150):
        self.seed = seed
        self.per_day = per_day
        self.sections = dict(SECTIONS)
        self.reporters = [(name, 1 / (rank + 4)) for rank, name in enumerate(REPORTERS)]
        self.number = 0

    def day(self, date, kind=None):
        """Draw what a day is like; its event, if there is one, from a stream of its own."""
        self.random = stream(self.seed, date)
        day = Day(volume=math.exp(self.random.gauss(0, 0.12)))
        if date.weekday() >= 5:
            day.volume *= 0.7
            day.parts = {"olahraga": 1.6, "hiburan": 1.5, "ekonomi": 0.4}
            day.reporters = self.random.sample(REPORTERS, 6)
        day.words = math.exp(self.random.gauss(0, 0.05))
        for name in SECTIONS:
            day.leans[name] = self.random.gauss(0, 0.3)
        if kind:
            kind(self, day, stream(self.seed, date, kind.__name__))
        return day

    def times(self, day, since, until):
        """Draw when articles appear between two moments."""
        found = []
        hour = since.replace(minute=0, second=0, microsecond=0)
        while hour < until:
            mean = self.per_day * day.volume * HOURS[(hour.hour + 7) % 24] / sum(HOURS)
            for _ in range(self._poisson(mean)):
                moment = hour + timedelta(seconds=self.random.randrange(3600))
                if since <= moment < until:
                    found.append(moment)
            hour += timedelta(hours=1)
        return sorted(found)

    def _poisson(self, mean):
        limit, count, product = math.exp(-mean), 0, self.random.random()
        while product > limit:
            count += 1
            product *= self.random.random()
        return count

    def section(self, day):
        names = list(self.sections)
        weights = [self.sections[name].part * day.parts.get(name, 1) for name in names]
        return self.random.choices(names, weights)[0]

    def chance(self, day, name, share):
        """Draw whether something is there whose usual share leans with the day."""
        if not 0 < share < 1:
            return share >= 1
        odds = math.log(share / (1 - share)) + day.leans.get(name, 0)
        return self.random.random() < 1 / (1 + math.exp(-odds))

    def article(self, day, appears, fetched):
        """Draw an article that appears in lists at a moment, a little after its own date."""
        self.number += 1
        name = self.section(day)
        own = self.sections[name]
        date = appears - timedelta(seconds=self.random.expovariate(1 / 600))
        if self.random.random() < 0.02:  # a related one from before
            date -= timedelta(days=self.random.uniform(1, 25))
        words = max(20, int(own.words * day.words * math.exp(self.random.gauss(0, 0.45))))
        article = Article(
            key=f"made_up:{self.number}",
            publisher="made_up",
            url=f"https://made-up.example/{name}/{self.number}",
            headline=f"Kabar {self.number}",
            description="Ringkasan.",
            section=name,
            section_name=name.title(),
            date_published=date.isoformat(),
            date_published_raw="tercetak",
            date_precision="minute",
            body="isi",
            word_count=words,
            body_parts=[{"kind": "paragraph", "text": ""}] * max(1, round(words / 32)),
            fetched_at=fetched.isoformat(),
        )
        self._people(article, day, name, own)
        self._extras(article, day, name, own)
        article.sources = {
            field: PLACES.get(field, [BODY])[0]
            for field in vars(article)
            if getattr(article, field) not in (None, [], {}) and field not in ("key", "kind")
        } | article.sources
        return article

    def _people(self, article, day, name, own):
        if self.chance(day, name, own.authors):
            if day.reporters and self.random.random() < 0.3:
                writer = self.random.choice(day.reporters)
            else:
                writer = self.random.choices(*zip(*self.reporters, strict=True))[0]
            article.authors = [writer]
            article.byline = writer
            if self.random.random() < 0.03:
                article.sources["authors"] = LD_AUTHOR
        if self.chance(day, name, own.editors):
            article.editors = [self.random.choice(REPORTERS[:8])]
        if self.chance(day, name, own.conflict):
            article.conflicts["authors"] = [{"value": ["Lain"], "source": LD_AUTHOR}]
        if self.random.random() < 0.01:
            article.conflicts["headline"] = [{"value": "Lain", "source": "ld headline"}]

    def _extras(self, article, day, name, own):
        link = {"url": "u", "headline": None, "date_published": None}
        if self.chance(day, name, own.keywords):
            article.keywords = ["kata"] * self.random.randint(1, 6)
        if self.chance(day, name, own.related):
            article.related = [link] * self.random.randint(3, 6)
        if self.chance(day, name, own.read_also):
            article.read_also = [link] * self.random.randint(1, 3)
        if self.chance(day, name, own.modified):
            article.date_modified = article.date_published
        if self.chance(day, name, own.sign_off):
            article.sign_off = "X-1"
        caption = "Keterangan" if self.chance(day, name, own.caption) else None
        article.image = {"url": "i", "caption": caption, "credit": caption}
        if self.random.random() < 0.02:
            article.sources["image"] = "meta og:image"

    def listings(self, articles, per_page=20):
        """Return the index pages that list *articles*, and a page's worth at least."""
        pages = max(1, -(-len(articles) // per_page))
        return [self.page(per_page) for _ in range(pages)]

    def page(self, per_page):
        films = self.random.choice([0, 0, 0, 1, 2])
        link = {"url": "u", "headline": "h", "date_published": "2026-01-01T00:00:00+07:00"}
        links = {f"k{number}": dict(link) for number in range(per_page - films)}
        return Listing((links,), cards=per_page)


def stream(*names):
    """Return random numbers of their own for what has these names: nothing else shifts them."""
    return random.Random(" ".join(map(str, names)))


def utc(day, hour=0):
    return datetime(2026, 1, 1, hour, tzinfo=UTC) + timedelta(days=day)
