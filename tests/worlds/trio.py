"""Three publishers of made-up names, whose papers are alike."""

import shutil

from worlds.paper import Paper, Reader

NAMES = ("satu", "dua", "tiga")
HEAD = """
from dataclasses import replace

from newsscraper.roads.index import Index
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

"""
SPIDER = """
class {title}Spider(MediaIndonesiaSpider):
    name = "{name}"
    allowed_domains = ["{name}.example"]
    roads = (Index("https://{name}.example/indeks"),)
    article_urls = replace(
        MediaIndonesiaSpider.article_urls, publisher=name, host="{name}.example"
    )
"""
SETTINGS = ("SPIDER_MODULES=koran", "DOWNLOAD_DELAY=0")


class Trio:
    """Three papers in one folder, as a replay has them."""

    def __init__(self, folder):
        self._paper = Paper(folder)
        self.folder = folder

    def publish(self, numbers):
        """Let the index of each list these stories."""
        self._paper.publish(numbers)
        for name in NAMES:
            there = self.folder / f"{name}.example"
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(self.folder / "mediaindonesia.com", there)
            for file in filter(lambda each: each.is_file(), there.rglob("*")):
                text = file.read_text(encoding="utf-8")
                # Texts differ between the papers: else one would be a copy of the other.
                text = text.replace("Isi berita", f"Isi berita {name}")
                file.write_text(text.replace("mediaindonesia.com", f"{name}.example"))


def write_spiders(folder, **facts):
    """Write the three publishers into a module in *folder*; *facts* are those that one adds."""
    spiders = [SPIDER.format(name=name, title=name.title()) + facts.get(name, "") for name in NAMES]
    (folder / "koran.py").write_text(HEAD + "".join(spiders))


def reader_of(crawl, folder, replay):
    """Return a Reader of all three, with their module in *folder*."""
    return Reader(crawl, folder, replay, *SETTINGS)
