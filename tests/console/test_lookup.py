import pytest
from lab.publishers import KNOWN
from scrapy.settings import Settings

from newsscraper.console.lookup import publisher_called, publisher_of, publishers
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

SETTINGS = Settings({"SPIDER_MODULES": ["newsscraper.spiders"]})


def test_the_publishers_come_by_name_in_order():
    names = list(publishers(SETTINGS))
    assert names == sorted(names)
    assert publishers(SETTINGS)["mediaindonesia"] is MediaIndonesiaSpider


def test_a_publisher_is_had_by_its_name_and_one_that_there_is_not_is_told_with_the_others():
    assert publisher_called("mediaindonesia", SETTINGS) is MediaIndonesiaSpider
    with pytest.raises(ValueError, match=f"there is no publisher 'x'; known are {KNOWN}"):
        publisher_called("x", SETTINGS)


@pytest.mark.parametrize("path", ["ekonomi/851796/judul", "indeks", "robots.txt"])
def test_any_url_on_its_hosts_belongs_to_a_publisher(path):
    assert publisher_of(f"https://mediaindonesia.com/{path}", SETTINGS) is MediaIndonesiaSpider


def test_a_url_of_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        publisher_of("https://example.org/a/1/b", SETTINGS)
    said = "https://example.org/a/1/b is no URL of a known publisher; scrapy list shows them"
    assert capsys.readouterr().err == f"newsscraper: {said}\n"
