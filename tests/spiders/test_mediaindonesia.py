"""Media Indonesia: which addresses are articles, and of what kind."""

import pytest

from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

URLS = MediaIndonesiaSpider.article_urls
HOME = "https://mediaindonesia.com"


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("/ekonomi/851796/harga-garam", "mediaindonesia:851796"),
        ("/jabar/berita/851796/harga-garam", "mediaindonesia:851796"),
        ("/read/detail/7-guru", "mediaindonesia:7"),
        ("/podiums/detail_podiums/2663-", "mediaindonesia:podium:2663"),
        ("/video/detail_video/12-panen", "mediaindonesia:video:12"),
    ],
)
def test_an_article_has_a_key_of_its_number_and_its_kind(path, key):
    assert URLS.key(HOME + path) == key
    for mirror in ("www.", "m."):
        assert URLS.key(HOME.replace("//", f"//{mirror}") + path) == key


@pytest.mark.parametrize(
    "path", ["/", "/indeks", "/ekonomi", "/ekonomi/20/40", "/tag/garam", "/images/1/a.jpg"]
)
def test_a_list_and_a_picture_are_no_articles(path):
    assert URLS.key(HOME + path) is None
