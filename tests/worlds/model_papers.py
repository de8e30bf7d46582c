"""Publishers of the model test: Media Indonesia's templates, with one way or two to its articles.

Where `MODEL_CLOCK` names a file, the time in it is the present of a crawl in its own process.
"""

import dataclasses
import os
from datetime import datetime
from pathlib import Path

from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.index import Index
from newsscraper.roads.news_feed import NewsFeed
from newsscraper.roads.sitemap import Sitemap
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider
from newsscraper.store.clock import Clock

HOME = "https://mediaindonesia.com"
SECTIONS = ("ekonomi", "olahraga")
INDEX, FRONTS = Index(f"{HOME}/indeks"), Index(f"{HOME}/{{section}}")
DATED = DatedIndex(f"{HOME}/indeks?date={{day:%Y-%m-%d}}&page={{page}}")
KANALS = DatedIndex(f"{HOME}/{{section}}?date={{day:%Y-%m-%d}}&page={{page}}")
SITEMAP, FEED = Sitemap(f"{HOME}/sitemap.xml"), NewsFeed(f"{HOME}/feed")

if "MODEL_CLOCK" in os.environ:
    FILE = Path(os.environ["MODEL_CLOCK"])
    Clock.now = lambda self: datetime.fromisoformat(FILE.read_text())


class ModelPaper(MediaIndonesiaSpider):
    sections = SECTIONS

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.article_urls = dataclasses.replace(cls.article_urls, publisher=cls.name)


class Plain(ModelPaper):
    name, roads = "plain", (INDEX, FRONTS)


class PlainFed(ModelPaper):
    name, roads = "plainfed", (INDEX, FEED, FRONTS)


class Dated(ModelPaper):
    name, roads, pagination = "dated", (DATED, KANALS), None


class DatedMapped(ModelPaper):
    name, roads, pagination = "datedmapped", (DATED, SITEMAP), None


class Kanals(ModelPaper):
    name, roads, pagination = "kanals", (KANALS,), None


PAPERS = {paper.name: paper for paper in (Plain, PlainFed, Dated, DatedMapped, Kanals)}
