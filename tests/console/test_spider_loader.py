import sys

import pytest
from scrapy import Request
from scrapy.settings import Settings

from newsscraper.console.lookup import owner_of, publishers
from newsscraper.console.saved_page import saved_pages
from newsscraper.console.spider_loader import NamedSpiderLoader, spider_in_module
from newsscraper.spiders.detik import DetikSpider

SETTINGS = Settings({"SPIDER_MODULES": ["newsscraper.spiders"]})


def test_every_publisher_lies_in_the_module_of_its_name():
    for name, publisher in publishers(SETTINGS).items():
        assert spider_in_module(name, SETTINGS) is publisher


@pytest.mark.parametrize("name", ["base", "nobody", "", "no.module", "../detik", "wordpress"])
def test_a_name_of_no_spider_is_told_as_scrapy_tells_it(name):
    with pytest.raises(KeyError):
        NamedSpiderLoader.from_settings(SETTINGS).load(name)


def test_a_spider_of_another_module_than_its_name_is_found(tmp_path, monkeypatch):
    package = tmp_path / "otherwise"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "other.py").write_text(
        "import scrapy\n\nclass Odd(scrapy.Spider):\n    name = 'odd'"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    loader = NamedSpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["otherwise"]}))
    assert loader.load("odd").name == "odd"
    assert loader.list() == ["odd"]


def test_all_spiders_are_listed_and_found_by_their_hosts():
    loader = NamedSpiderLoader.from_settings(SETTINGS)
    assert {"detik", "kompas", "mediaindonesia"} <= set(loader.list())
    assert loader.load("detik") is DetikSpider
    assert loader.find_by_request(Request("https://nowhere.example/")) == []


def test_a_page_has_one_owner_only():
    known = publishers(SETTINGS).values()
    for _, url in saved_pages():
        owners = [each for each in known if each.article_urls.canonical(url)]
        assert len(owners) <= 1
        assert not owners or owner_of(url, SETTINGS) is owners[0]


@pytest.mark.parametrize(
    "modules", [["own_place"], ["own_place", "newsscraper.spiders"], ["own_place.detik"]]
)
def test_spiders_of_ones_own_are_found_as_scrapy_finds_them(tmp_path, monkeypatch, modules):
    spider = "import scrapy\n\nclass Own(scrapy.Spider):\n    name = 'koran'\n"
    if modules == ["own_place.detik"]:
        (tmp_path / "own_place").mkdir()
        (tmp_path / "own_place/detik.py").write_text(spider)
    else:
        (tmp_path / "own_place.py").write_text(spider)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name in list(sys.modules):
        if name.partition(".")[0] == "own_place":
            monkeypatch.delitem(sys.modules, name)
    loader = NamedSpiderLoader.from_settings(Settings({"SPIDER_MODULES": modules}))
    assert loader.load("koran").name == "koran"
    assert "koran" in loader.list()
