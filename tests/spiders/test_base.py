"""Each publisher of the project is a spider whose facts fit together."""

from importlib import import_module

import pytest
from lab.project import PROJECT
from lab.publishers import LOADER, NAMES

from newsscraper.spiders.base import NewsSpider

MODULES = {path.stem for path in (PROJECT / "newsscraper" / "spiders").glob("[!_]*.py")}


def test_each_module_has_one_publisher_of_its_name_or_is_a_base_of_several():
    assert {"detik", "kompas", "mediaindonesia"} <= set(NAMES) <= MODULES
    for name in MODULES - set(NAMES):
        module = import_module(f"newsscraper.spiders.{name}")
        own = [each for each in vars(module).values() if isinstance(each, type)]
        assert any(each.__module__ == module.__name__ for each in own)


@pytest.mark.parametrize("name", NAMES)
def test_a_publisher_is_a_spider_that_knows_its_own_example(name):
    spider = LOADER.load(name)
    assert issubclass(spider, NewsSpider)
    assert spider.article_urls.publisher == name
    assert spider.article_urls.key(spider.example_url).startswith(f"{name}:")


@pytest.mark.parametrize("name", NAMES)
def test_the_roads_of_a_publisher_lead_to_its_own_hosts(name):
    spider = LOADER.load(name)
    for road in spider.roads:
        host = road.url.partition("://")[2].partition("/")[0].partition(":")[0]
        assert host.endswith(tuple(spider.allowed_domains))
