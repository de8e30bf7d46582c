"""The names under which a folder may have the page of a URL."""

from urllib.parse import urlsplit

from newsscraper.replay.page_names import file_names, host_of


def test_the_name_as_the_url_has_it_comes_before_those_with_an_ending():
    assert list(file_names("https://mediainfo.test/ekonomi/1/judul")) == [
        "mediainfo.test/ekonomi/1/judul",
        "mediainfo.test/ekonomi/1/judul.html",
        "mediainfo.test/ekonomi/1/judul.html.gz",
        "mediainfo.test/ekonomi/1/judul/index.html",
    ]


def test_a_path_is_taken_as_it_stands_and_then_decoded():
    names = list(file_names("https://mediainfo.test/kopi%20susu"))
    assert names.index("mediainfo.test/kopi%20susu.html") < names.index(
        "mediainfo.test/kopi susu.html"
    )


def test_the_host_is_as_a_client_sends_it():
    assert host_of(urlsplit("https://user@Mediainfo.Test:443/a")) == "mediainfo.test"
    assert host_of(urlsplit("http://mediainfo.test:8080/a")) == "mediainfo.test:8080"
