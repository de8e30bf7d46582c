"""What publishers on WordPress share: a base that states no publisher of its own."""

import pytest
from lab.publishers import LOADER, NAMES

from newsscraper.roads.wordpress_posts import WordPressPosts
from newsscraper.spiders.wordpress import WordPressSpider

FAMILY = [name for name in NAMES if issubclass(LOADER.load(name), WordPressSpider)]


def test_the_base_is_no_publisher():
    assert not hasattr(WordPressSpider, "name")
    assert "lampost" in FAMILY


@pytest.mark.parametrize("name", FAMILY)
def test_each_of_the_family_asks_rest_first_and_knows_articles_by_their_slug(name):
    spider = LOADER.load(name)
    assert isinstance(spider.roads[0], WordPressPosts)
    assert spider.article_urls.number == "{slug}"
    assert spider.article_urls.key(spider.roads[0].url) is None


@pytest.mark.parametrize("name", FAMILY)
def test_a_further_page_of_an_article_is_known_as_one_of_it(name):
    urls, address = LOADER.load(name).article_urls, LOADER.load(name).example_url
    assert urls.match(f"{address}/2") == urls.match(address)
    assert urls.match(f"{address}/12/") == urls.match(address)
    assert urls.key(f"{address.rpartition('/')[0]}/2") is None


def test_amp_is_no_section():
    story = "ekonomi/petani-kopi-menjemur-panen"
    urls = LOADER.load("lampost").article_urls
    assert urls.match(f"https://lampost.co/{story}").section == "ekonomi"
    assert urls.match(f"https://lampost.co/amp/{story}") is None
