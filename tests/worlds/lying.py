"""Publishers whose servers can lie: honest lists and articles, and what a fault makes of them.

A fault is a function from the site and a URL to an answer, or to None where it says the truth. The
site's clock stands still until `pass_time`; nothing here knows the real time.
"""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from worlds.newsroom import WORDS
from worlds.server import NOT_FOUND, Loopback

NOON = datetime(2026, 1, 20, 12)
"""When the first run begins, on the publishers' clock."""
PEOPLE = ("Sari Wulandari", "Budi Santoso")


@dataclass(frozen=True, order=True)
class Piece:
    """What lists show: an article, or a photo series or film, which has no text."""

    moment: datetime
    number: int
    section: str
    kind: str = "news"

    @property
    def day(self):
        return self.moment.date()

    @property
    def headline(self):
        return f"Kabar Nomor {self.number} dari Pasar Kota"

    @property
    def slug(self):
        return f"kabar-nomor-{self.number}-dari-pasar-kota"

    @property
    def paragraphs(self):
        """About 90 words, which no other has."""
        dice = random.Random(self.number)
        texts = (" ".join(dice.choices(WORDS, k=29)) for _ in range(3))
        return [f"Alinea {index}: {text}." for index, text in enumerate(texts, 1)]


@dataclass(frozen=True)
class Place:
    """A page of a list: of a section or of all, of a day or of all, counted from 1."""

    section: str = ""
    number: int = 1
    day: date | None = None


@dataclass(frozen=True)
class Look:
    """How a list page looks; as it stands here, honest."""

    cards: int | None = None
    """After so many cards the page is cut off, but for the end of its HTML."""
    pager: str = "whole"
    """Or ``none``, ``renamed``, or ``stuck``: without a way to the next page. Lists by day also
    have honest ones: ``ten``, always; ``next``, and the last; ``further``, also at the end."""
    renamed: int | None = None
    """The classes of cards are new from this one on, counted from 0."""
    only_photos: bool = False
    """Whether all its cards are photo series."""
    ending: tuple[Piece, ...] = ()
    """Cards after its own."""
    swaps_dates: bool = False
    """Whether the month stands before the day."""
    years: int = 0
    """So many are added to the dates."""
    canonical: str | None = None
    """In place of its own address."""


@dataclass(frozen=True)
class Shown:
    """How an article page looks; as it stands here, honest."""

    canonical: str | None = None
    """In place of its own address; empty: there is none."""
    own: str | None = None
    """The address in `og:url`, in place of its own; empty: there is none."""
    text: tuple[str, ...] | None = None
    """Paragraphs in place of its own."""
    swaps_dates: bool = False
    years: int = 0
    is_bare: bool = False
    """Whether it has neither date nor names, like an error page in the frame of an article."""


HONEST, WHOLE = Look(), Shown()


class Lying(Loopback):
    """A publisher; `per_page` pieces are on a page of a list, newest first."""

    name = ""
    home = ""
    per_page = 20
    sections = ("ekonomi", "olahraga")

    def __init__(self, now=NOON):
        super().__init__(None)
        self.began = self.now = now
        self.coming = []
        """All pieces, newest first, also those that are to appear later."""
        self.fault = None
        self.numbers = 0

    # --- What is published ------------------------------------------------------------------

    def publish(self, count, since, until, kind="news"):
        """Let *count* pieces appear between two moments, in each section in turn."""
        step = (until - since) / (count + 1)
        for index in range(1, count + 1):
            self.numbers += 1
            moment = (since + index * step).replace(microsecond=0)
            section = self.sections[self.numbers % len(self.sections)]
            self.coming.append(Piece(moment, self.numbers, section, kind))
        self.coming.sort(reverse=True)
        return self

    def days(self, *counts, kind="news"):
        """Let so many pieces appear today until now, yesterday, the day before …"""
        for ago, count in enumerate(counts):
            midnight = datetime.combine(self.now.date() - timedelta(days=ago), datetime.min.time())
            until = midnight + timedelta(hours=24 if ago else 12)
            self.publish(count, midnight + timedelta(minutes=5), until, kind)
        return self

    def pass_time(self, hours, new=0):
        """Let time pass, in which *new* pieces appear."""
        before, self.now = self.now, self.now + timedelta(hours=hours)
        self.publish(new, before, self.now)

    @property
    def pieces(self):
        """All that the lists show, newest first."""
        return [piece for piece in self.coming if piece.moment <= self.now]

    @property
    def articles(self):
        """The pieces that have a text, newest first."""
        return [piece for piece in self.pieces if piece.kind == "news"]

    def listed(self, place):
        """The pieces of the list to which *place* belongs."""
        return [
            piece
            for piece in self.pieces
            if place.section in ("", piece.section) and place.day in (None, piece.day)
        ]

    def on(self, place):
        """The pieces on a page, and the number of the list's last page."""
        listed = self.listed(place)
        start = (place.number - 1) * self.per_page
        return listed[start : start + self.per_page], -(-len(listed) // self.per_page)

    def on_first_pages(self, pieces, pages):
        """Those of *pieces* that stand on so many first pages of their list at least."""
        return pieces[: pages * self.per_page]

    # --- What is answered -------------------------------------------------------------------

    def answer(self, url):
        """Return status, headers and body for *url*."""
        return (self.fault and self.fault(self, url)) or self.honest(url)

    def honest(self, url):
        """Return what the site says when nothing is wrong."""
        if url.endswith("/robots.txt"):
            return text_page("User-agent: *\nAllow: /\n")
        if piece := self.piece_at(url):
            return page(self.article(piece))
        place = self.place_at(url)
        return (place and self.answer_list(place)) or NOT_FOUND

    def answer_list(self, place):
        """Return the answer for a page of a list, None where there is none."""
        return page(self.list_page(place)) if self.on(place)[0] else None

    def piece_at(self, url):
        """Return the piece whose address *url* is."""
        return next((piece for piece in self.pieces if self.address(piece) == url), None)

    # --- What a publisher has of its own ----------------------------------------------------

    def key(self, piece):
        """The key of a piece."""
        raise NotImplementedError

    def address(self, piece):
        """The address of a piece."""
        raise NotImplementedError

    def list_address(self, place):
        """The address of a page of a list."""
        raise NotImplementedError

    def place_at(self, url):
        """Return the page of a list whose address *url* is."""
        raise NotImplementedError

    def list_page(self, place, look=HONEST):
        """The HTML of a page of a list, with its pieces or in another look."""
        raise NotImplementedError

    def empty_list(self, place):
        """The HTML of a list that shows nothing."""
        raise NotImplementedError

    def article(self, piece, shown=WHOLE):
        """The HTML of an article page."""
        raise NotImplementedError

    def cards(self, place, look):
        """Yield the pieces that a page shows, and whether the classes of their cards are new."""
        pieces = [*self.on(place)[0], *look.ending][: look.cards]
        for index, piece in enumerate(pieces):
            yield piece, look.renamed is not None and index >= look.renamed


def page(html, status=200, **headers):
    """An answer of HTML."""
    return status, {name.replace("_", "-"): text for name, text in headers.items()}, html.encode()


def text_page(text, status=200):
    """An answer of plain text."""
    return status, {"Content-Type": "text/plain"}, text.encode()


def printed(moment, look):
    """The moment that a page prints, and in which order: day and month."""
    moment = moment.replace(year=moment.year + look.years)
    first, second = moment.day, moment.month
    return moment, ((second, first) if look.swaps_dates else (first, second))
