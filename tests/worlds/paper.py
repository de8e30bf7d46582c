"""A made-up Media Indonesia that goes on publishing between runs, and a reader that visits it."""

import re
from datetime import datetime, timedelta

from lab.engines import OnSQLite

from worlds.site import HOME, Site, Story

PER_PAGE = 6
FIRST = datetime(2026, 1, 1)
STORE = "sqlite:///articles.db"
TYPED = f"-s STORE_URL={STORE}"
"""With what the commands end that the runs of a Reader tell."""


class Paper(Site):
    """Its stories have numbers, the younger the higher: six a day from the 1st of January on."""

    def address(self, number):
        """The address of a story."""
        return f"{HOME}/ekonomi/{800_000 + number}/berita"

    def story(self, number, **own):
        """Write a story, with what *own* says of it; return the link to it."""
        path = self.address(number).removeprefix(HOME)
        date = own.pop("date", FIRST + number * timedelta(hours=4))
        own.setdefault("body", f"<p>Isi berita nomor {number}.</p>")
        return self.article(path, f"{date:%Y-%m-%d %H:%M}", **own)

    def publish(self, numbers, road="/indeks", per_page=PER_PAGE):
        """Let the index pages of *road* list these stories, and write those not written before."""
        numbers = list(numbers)
        pages = [numbers[at : at + per_page] for at in range(0, len(numbers), per_page)]
        for place, page in enumerate(pages, 1):
            following = index_page(place + 1, road) if place < len(pages) else ""
            self.index(index_page(place, road), map(self.link, page), following)

    def link(self, number):
        """The link to a story that index pages show; a story not yet written is written."""
        story = Story(self.address(number), f"{FIRST + number * timedelta(hours=4)}")
        if not (self.folder / f"{story.url.partition('://')[2]}.html").exists():
            self.story(number)
        return story


class Reader:
    """Crawls a paper into the store of one folder, again and again."""

    def __init__(self, crawl, folder, replay, *settings, engine=None):
        self.crawl = crawl
        self.folder = folder
        self.engine = engine or OnSQLite()
        settings = (f"REPLAY={replay}", f"STORE_URL={self.engine.url(folder)}", *settings)
        self.named = ("-s", f"STORE_URL={self.engine.url(folder)}")
        """Arguments of other commands, which name its store."""
        self.arguments = [part for setting in settings for part in ("-s", setting)]

    def __call__(self, *arguments, **options):
        return self.crawl(*self.arguments, *arguments, cwd=self.folder, **options)

    def ask(self, query, *values):
        """Ask the store, or change something in it; return the rows."""
        return self.engine.ask(self.folder, query, *values)

    @property
    def store(self):
        """What runs call the store in their last line."""
        return self.engine.called(self.folder)

    @property
    def typed(self):
        """With what the commands end that they tell."""
        return self.engine.typed(self.folder)


def index_page(place, road="/indeks"):
    """The path of an index page by its place, from 1 on."""
    return f"{road}/20/{20 * (place - 1)}" if place > 1 else road


def short(urls):
    """URLs as numbers of stories, and as paths if they are something else."""
    pages = [url for url in urls if not url.endswith("/tdmrep.json")]
    return [_short(url.removeprefix(HOME)) for url in pages]


def _short(path):
    found = re.fullmatch(r"/ekonomi/8(\d{5})/berita", path)
    return int(found[1]) if found else path


def numbers(rows):
    """The numbers of the stories in rows of a feed."""
    return [int(row["key"].rpartition(":8")[2]) for row in rows]


def down(newest, oldest=0):
    """The numbers of stories, newest first."""
    return list(range(newest, oldest - 1, -1))
