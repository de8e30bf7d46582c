"""What happens to a made-up publisher: thirty ways to harm its pages, and days unlike others."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lab.drift_paper import LD_AUTHOR, NEW_SECTION, Section
from newsscraper.roads.listing import Listing

HARM_DAYS = 10
"""Days from one harm to the next."""


@dataclass(frozen=True)
class Harm:
    """A way in which pages change."""

    kind: str
    name: str
    fields: tuple[str, ...]
    """Fields that it may be told of."""
    change: Callable = None
    """What it makes of an article."""
    lists: Callable = None
    """What it makes of a listing."""
    part: float = 1.0
    """Share of the articles that it changes."""
    patience: int = 1
    """So many times as many articles may be affected, as the field is seldom filled."""
    rhythms: tuple[int, ...] = (1, 24)

    def __str__(self):
        return f"{self.kind}, {self.name}"

    def is_for(self, hours):
        return hours in self.rhythms

    def spoil(self, random, articles, listings):
        """Change *articles* and *listings*; return how many articles are affected.

        One that never had what vanishes is not.
        """
        if self.lists:
            for number, listing in enumerate(listings):
                listings[number] = self.lists(listing)
            return len(articles)
        affected = 0
        for article in articles:
            if random.random() < self.part:
                before = deepcopy(article)
                self.change(article)
                affected += article != before
        return affected


def without(*names):
    def change(article):
        for name in names:
            setattr(article, name, [] if isinstance(getattr(article, name), list) else None)
            article.sources.pop(name, None)

    return change


def by(name, source):
    def change(article):
        if name in article.sources:
            article.sources[name] = source

    return change


def sized(factor, more=0):
    def change(article):
        article.word_count = max(8, int(article.word_count * factor + more))
        parts = max(1, round(article.word_count / 32))
        article.body_parts = [{"kind": "paragraph", "text": ""}] * parts

    return change


def signed(name):
    def change(article):
        article.authors = [name]
        article.sources.setdefault("authors", LD_AUTHOR)

    return change


def dated(**shift):
    def change(article):
        date = datetime.fromisoformat(article.date_published) + timedelta(**shift)
        article.date_published = date.isoformat()

    return change


def at_once(article):
    article.date_published = article.fetched_at


def without_time(article):
    article.date_precision = "day"


def disagreeing(name):
    def change(article):
        article.conflicts[name] = [{"value": "Lain", "source": "list"}]

    return change


def no_dates(listing):
    part = {key: {**link, "date_published": None} for key, link in listing.parts[0].items()}
    return Listing((part,), cards=listing.cards)


def half_read(listing):
    part = dict(list(listing.parts[0].items())[: listing.cards // 2])
    return Listing((part,), cards=listing.cards)


def short_page(listing):
    part = dict(list(listing.parts[0].items())[:10])
    return Listing((part,), cards=10)


HARMS = (
    Harm("field vanishes", "authors", ("authors", "byline"), without("authors", "byline")),
    Harm("field vanishes", "editors", ("editors",), without("editors")),
    Harm("field vanishes", "description, 20 %", ("description",), without("description"), part=0.2),
    Harm("source dies, fallback", "headline", ("headline",), by("headline", "ld headline")),
    Harm("source dies, fallback", "authors", ("authors",), by("authors", LD_AUTHOR)),
    Harm(
        "source dies, fallback", "image, 20 %", ("image",), by("image", "meta og:image"), part=0.2
    ),
    Harm("bodies shrink", "to a paragraph", ("body",), sized(0.12)),
    Harm("bodies shrink", "to half", ("body",), sized(0.5)),
    Harm("bodies shrink", "to a paragraph, 20 %", ("body",), sized(0.12), part=0.2),
    Harm("bodies swell", "by 250 words", ("body",), sized(1, 250)),
    Harm("bodies swell", "to thrice", ("body",), sized(3)),
    Harm("bodies swell", "by 2,000 words, 20 %", ("body",), sized(1, 2000), part=0.2),
    Harm("one name", "all", ("authors",), signed("Admin")),
    Harm("one name", "half", ("authors",), signed("Redaktur Malam"), part=0.5),
    Harm("one name", "20 %", ("authors",), signed("Penulis Tamu"), part=0.2),
    Harm("dates jump", "7 hours ahead", ("date_published",), dated(hours=7)),
    Harm("dates jump", "a year back, 20 %", ("date_published",), dated(days=-365), part=0.2),
    Harm("dates jump", "to the fetch", ("date_published",), at_once),
    Harm("keywords vanish", "all", ("keywords",), without("keywords")),
    Harm("keywords vanish", "20 %", ("keywords",), without("keywords"), part=0.2),
    Harm(
        "keywords vanish",
        "the fallback gives others",
        ("keywords",),
        by("keywords", "state keywords"),
    ),
    Harm("related links vanish", "all", ("related",), without("related")),
    Harm("related links vanish", "20 %", ("related",), without("related"), part=0.2),
    Harm(
        "related links vanish", "read_also (50 %)", ("read_also",), without("read_also"), patience=2
    ),
    Harm("conflicts rise", "date_published", ("date_published",), disagreeing("date_published")),
    Harm("conflicts rise", "authors", ("authors",), disagreeing("authors")),
    Harm("conflicts rise", "headline, 20 %", ("headline",), disagreeing("headline"), part=0.2),
    Harm("lists change", "no date is read", ("index",), lists=no_dates),
    Harm("lists change", "half is read", ("index",), lists=half_read),
    Harm("lists change", "10 items for 20", ("index",), lists=short_page),
)


# --- Days unlike others ---------------------------------------------------------------------------


def quiet(paper, day, random):
    day.volume *= 0.35


def holiday(paper, day, random):
    day.volume *= 0.5
    day.parts = {"olahraga": 0.6, "hiburan": 1.5, "ekonomi": 0.1, "internasional": 2.5, "opini": 2}
    day.words *= 0.93


def election_night(paper, day, random):
    day.volume *= 1.9
    day.parts = {"nasional": 3.5, "daerah": 2, "olahraga": 0.4, "hiburan": 0.3}
    day.words *= 0.85
    day.reporters = random.sample([name for name, _ in paper.reporters], 5)


def long_read(paper, day, random):
    day.long = True


def new_section(paper, day, random):
    """A section that nobody has seen, with a template of its own; it stays."""
    number = len(paper.sections)
    own = replace(NEW_SECTION, part=random.uniform(0.03, 0.15))
    if number > 10:  # one that was given up makes room
        paper.sections.pop(next(name for name in paper.sections if name.startswith("baru")))
    paper.sections[f"baru-{paper.number}"] = own if number % 2 else Section(own.part)


def new_reporter(paper, day, random):
    paper.reporters.append((f"Wartawan baru {paper.number}", 0.15))
    if len(paper.reporters) > 64:
        paper.reporters.pop(0)


def doubled(paper, day, random):
    day.volume *= 2


def short(paper, day, random):
    day.short = True


HARMLESS = (
    quiet,
    holiday,
    election_night,
    long_read,
    new_section,
    new_reporter,
    doubled,
    short,
)
