"""A page within the limit of 8 MB takes neither a second of a processor nor 200 MB."""

import contextlib
import gc
from pathlib import Path

import pytest
from lab import limited
from worlds.pages import article_page, respond

from newsscraper.article.extraction import read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

SIZE = 8_000_000
MOST_LOOPS = 20
"""Of `limited`, a twentieth of a second each."""
MOST_MEGABYTES = 200

WORDS = "kata "
PAGES = {
    "text": lambda: {"body": f"<p>{WORDS * (SIZE // 5)}</p>"},
    "text with one wide letter": lambda: {"body": f"<p>{WORDS * (SIZE // 5)}😀</p>"},
    "wide letters": lambda: {"body": f"<p>{'😀' * (SIZE // 4)}</p>"},
    "paragraphs": lambda: {"body": f"<p>{WORDS * 120}</p>" * (SIZE // 607)},
    "breaks": lambda: {"body": f"<p>{(WORDS * 54 + '<br>') * (SIZE // 274)}</p>"},
    "entities": lambda: {"body": f"<p>{'&amp;' * (SIZE // 5)}</p>"},
    "long values": lambda: {"body": f"<img src='data:,{'A' * 100_000}'>" * (SIZE // 100_020)},
    "attributes": lambda: {
        "body": f"<b {' '.join(f'a{n}' for n in range(30))} x='{'y' * 600}'>z</b>" * (SIZE // 740)
    },
    "a script": lambda: {"head": f"<script>{'x=1;' * (SIZE // 4)}</script>"},
    "a style": lambda: {"head": f"<style>{'a{b:c}' * (SIZE // 6)}</style>"},
    "JSON-LD": lambda: {
        "ld": f'<script type="application/ld+json">[{"{}," * (SIZE // 3)}1]</script>'
    },
    "state": lambda: {"state": f"<script>dataLayer.push({{{chr(39)}a':'b',{'x' * SIZE}</script>"},
    "a comment": lambda: {"before": f"<!--{'x' * SIZE}-->"},
    "half a megabyte of text": lambda: {"body": f"<p>{WORDS * 19_000}</p>" * 5},
    "a megabyte of wide text": lambda: {"body": f"<p>{WORDS * 38_000}😀</p>" * 5},
}


def most_memory():
    """The most that this process has taken since `forget_memory`, in MB."""
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def prepared(name):
    """Return a function that reads the page and returns how much memory that took."""
    response = respond(article_page(**PAGES[name]()).encode()[: 8 * 1024 * 1024])
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before = most_memory()

    def read():
        with contextlib.suppress(NoArticle):
            read_article(response, MediaIndonesiaSpider)
        return most_memory() - before

    return read


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux can say")
@pytest.mark.parametrize("name", PAGES)
def test_a_large_page_costs_little(name):
    megabytes, loops = limited.call(prepared, name, seconds=20)
    assert megabytes <= MOST_MEGABYTES
    assert loops <= MOST_LOOPS
