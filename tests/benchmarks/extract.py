"""What it costs to read an article, beside the cost of parsing its page at all.

    python tests/benchmarks/extract.py [--rounds N] [PAGE.html[.gz] --url URL] …

Without pages it takes the real pages of the folder NEWSSCRAPER_REAL_PAGES; without that folder
every sixth article page of fixtures/, padded to 80 kB with menus and adverts as real pages have
them outside the article.

How to read the table: `parse` is lxml.html.document_fromstring(bytes), the floor for everything
that is built on lxml; `extract` is ours, from bytes to Article, its own parse included; both in
milliseconds of process CPU time, each the minimum of all rounds, which take turns. `ratio` is
extract / parse and the one figure that can be compared between machines: up to 4 is the aim, 3
is excellent. The last row adds up all pages.
"""

import argparse
import gzip
import os
import sys
from collections.abc import Callable
from functools import partial
from itertools import cycle
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import lxml.html
from rounds import take_turns
from scrapy.http import HtmlResponse

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from newsscraper.article.extraction import read_article  # noqa: E402
from newsscraper.console.saved_page import golden_path, saved_pages  # noqa: E402
from newsscraper.items import Article  # noqa: E402
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider  # noqa: E402

REAL_PAGES = {
    "mediaindonesia.com/822959.html.gz": "https://mediaindonesia.com/ekonomi/822959/"
    "kpk-tak-temukan-surat-pencabutan-iup-nikel-raja-ampat-apa-iya-betul-dicabut",
    "mediaindonesia.com/851796.html.gz": "https://mediaindonesia.com/ekonomi/851796/"
    "dari-petani-hingga-pendidik-bangsa-begini-pesan-kuat-di-wisuda-igi-school-of-economics-"
    "jakarta-2025",
}
WEIGHT = 80_000
"""Bytes of a padded page; real ones have 75 to 87 kB and about 9 elements a kB."""

MENU_ITEM = """                        <li class=" dropdown">
                            <a href="https://mediaindonesia.com/{slug}" title="{slug}">{slug}</a>
                        </li>
"""
ADVERT = """                <div class="dpr-banner">
                    <script async src="https://iklan.example/tag.js"></script>
                    <div id='Ads_{number}' class="dfp-ad">
                        <script>
                            window.googletag = window.googletag || {{cmd: []}};
                            googletag.cmd.push(function() {{
{lines}
                                googletag.display('Ads_{number}');
                            }});
                        </script>
                    </div>
                </div>
"""
SLOT = """                                googletag.defineSlot('/36504930/mi_{number}_{size}',
                                    [[970, 250], [728, 90], [320, 100]], 'Ads_{number}')
                                    .addService(googletag.pubads());"""


class Page(NamedTuple):
    """A page to read."""

    name: str
    url: str
    body: bytes


class Row(NamedTuple):
    """What a page costs, in milliseconds."""

    name: str
    size: int
    parse: float
    extract: float

    def __str__(self) -> str:
        size, ratio = f"{self.size / 1000:.0f}", self.extract / self.parse
        return (
            f"{self.name:<40.40} {size:>5} {self.parse:>8.2f} {self.extract:>10.2f} {ratio:>6.2f}"
        )


HEADER = f"{'page':<40} {'kB':>5} {'parse ms':>8} {'extract ms':>10} {'ratio':>6}"


def read(file: Path) -> bytes:
    """Return the content of *file*, unpacked."""
    body = file.read_bytes()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def weighty_pages() -> list[Page]:
    """Return the real pages, or without them those of the replica, padded."""
    if real := os.environ.get("NEWSSCRAPER_REAL_PAGES"):
        return [Page(name, url, read(Path(real, name))) for name, url in REAL_PAGES.items()]
    return padded_fixtures()


def padded_fixtures() -> list[Page]:
    """Return article pages of the replica, made as heavy as real ones."""
    fixtures = saved_pages(ROOT / "fixtures")
    pages = [
        Page(f"{page.stem} (padded)", url, padded(page.read_bytes()))
        for page, url in fixtures
        if url.startswith("https://mediaindonesia.com/") and golden_path(page).exists()
    ]
    return pages[::6]


def padded(body: bytes) -> bytes:
    """Return *body* with menus and adverts after everything else."""
    start, _, _ = body.rpartition(b"</html>")
    blocks = [start]
    size = len(start)
    for number, slug in enumerate(cycle(MediaIndonesiaSpider.sections)):
        block = padding(number, slug).encode()
        size += len(block)
        if size > WEIGHT:
            return b"".join([*blocks, b"</html>"])
        blocks.append(block)
    raise AssertionError


def padding(number: int, slug: str) -> str:
    """Return one menu and one advert; together they have as many elements a kB as real pages."""
    items = MENU_ITEM.format(slug=slug) * 3
    slots = "\n".join(SLOT.format(number=number, size=size) for size in range(7))
    return f"<ul class='main-nav'>{items}</ul>" + ADVERT.format(number=number, lines=slots)


def milliseconds(work: Callable[[Any], object], subject: object) -> float:
    """Return the CPU time of one call."""
    start = process_time()
    work(subject)
    return (process_time() - start) * 1000


def measure(pages: list[Page], rounds: int) -> list[Row]:
    """Return what each page costs; the minimum of *rounds* that take turns."""
    turns = {
        (page, work): partial(milliseconds, work, page)
        for page in pages
        for work in (parsed, extracted)
    }
    least = {turn: min(times) for turn, times in take_turns(turns, rounds).items()}
    rows = [
        Row(page.name, len(page.body), least[page, parsed], least[page, extracted])
        for page in pages
    ]
    sizes, parses, extracts = zip(*(row[1:] for row in rows), strict=True)
    return [*rows, Row(f"all {len(rows)}", sum(sizes), sum(parses), sum(extracts))]


def parsed(page: Page) -> object:
    """Return the tree of *page*."""
    return lxml.html.document_fromstring(page.body)


def extracted(page: Page) -> Article:
    """Return the article of *page*."""
    return read_article(HtmlResponse(page.url, body=page.body), MediaIndonesiaSpider)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", nargs="*", type=Path, metavar="PAGE", help=".html or .html.gz")
    parser.add_argument("--url", action="append", default=[], help="of each PAGE, in their order")
    parser.add_argument("--rounds", type=int, default=30, help="at least 5; default 30")
    options = parser.parse_intermixed_args()
    if len(options.pages) != len(options.url) or options.rounds < 5:
        parser.error("each PAGE needs its --url, and --rounds at least 5")
    if options.pages:
        given = zip(options.pages, options.url, strict=True)
        pages = [Page(page.name, url, read(page)) for page, url in given]
    else:
        pages = weighty_pages()
    print(HEADER)
    print(*measure(pages, options.rounds), sep="\n")


if __name__ == "__main__":
    main()
