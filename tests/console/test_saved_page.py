"""Where a page lies follows from its URL, and its URL from where it lies."""

import gzip
import io
import sys
from pathlib import Path

import pytest

from newsscraper.console.saved_page import golden_path, page_path, read_saved_page, saved_pages
from newsscraper.replay.page_names import file_names

HOST = "https://mediaindonesia.com"
PATHS = {
    f"{HOST}/ekonomi/851796/judul": "mediaindonesia.com/ekonomi/851796/judul.html",
    f"{HOST}/ekonomi/851796/judul-": "mediaindonesia.com/ekonomi/851796/judul-.html",
    f"{HOST}/podiums/detail_podiums/2663-": "mediaindonesia.com/podiums/detail_podiums/2663-.html",
    f"{HOST}/read/detail/1-harga.naik": "mediaindonesia.com/read/detail/1-harga.naik.html",
    f"{HOST}/read/detail/1-judul.html": "mediaindonesia.com/read/detail/1-judul.html.html",
    f"{HOST}/ekonomi/1/kopi%20susu": "mediaindonesia.com/ekonomi/1/kopi%20susu.html",
    f"{HOST}/indeks": "mediaindonesia.com/indeks.html",
    f"{HOST}/indeks/20/20": "mediaindonesia.com/indeks/20/20.html",
    f"{HOST}/indeks?page=2": "mediaindonesia.com/indeks@page=2.html",
    "https://news.detik.com/indeks?date=11%2F24%2F2026&page=2": (
        "news.detik.com/indeks@date=11%2F24%2F2026&page=2.html"
    ),
    f"{HOST}/cari?q=a@b&u=/x/1.5": "mediaindonesia.com/cari@q=a@b&u=/x/1.5.html",
    "https://m.mediaindonesia.com/indeks": "m.mediaindonesia.com/indeks.html",
    HOST: "mediaindonesia.com/index.html",
}
ONE_WAY = {
    f"{HOST}/": "mediaindonesia.com/index.html",
    f"{HOST}/indeks/": "mediaindonesia.com/indeks.html",
    f"{HOST}/indeks#atas": "mediaindonesia.com/indeks.html",
    f"{HOST}/?page=2": "mediaindonesia.com/index@page=2.html",
    f"{HOST}/robots.txt": "mediaindonesia.com/robots.txt",
    f"{HOST}/sitemap.xml": "mediaindonesia.com/sitemap.xml",
    "http://MediaIndonesia.com:80/indeks": "mediaindonesia.com/indeks.html",
    f"{HOST}/ekonomi/1/kopi-\u00e9": "mediaindonesia.com/ekonomi/1/kopi-%C3%A9.html",
}


@pytest.mark.parametrize(("url", "path"), (PATHS | ONE_WAY).items())
def test_a_page_is_saved_where_replay_looks_for_it(url, path):
    assert page_path(url) == Path("fixtures") / path
    assert page_path(url, Path("other")) == Path("other") / path
    if url.isascii():
        assert path in file_names(url)


@pytest.mark.parametrize(("url", "path"), PATHS.items())
def test_the_path_of_a_saved_page_gives_its_url_back(url, path, tmp_path):
    page = tmp_path / path
    page.parent.mkdir(parents=True)
    page.touch()
    golden_path(page).touch()
    (tmp_path / "robots.txt").touch()
    assert list(saved_pages(tmp_path)) == [(page, url)]


@pytest.mark.parametrize(
    "url",
    [
        f"{HOST}/a/../../../etc/passwd",
        f"{HOST}/..",
        f"{HOST}/a?b=/../../../c",
        "https:////mediaindonesia.com/a",
        "https:/mediaindonesia.com/a",
    ],
)
def test_no_page_is_saved_outside_the_folder(url):
    with pytest.raises(ValueError, match="has no place in fixtures"):
        page_path(url)


def test_the_golden_file_lies_beside_its_page():
    assert golden_path(Path("a/1.5-juta@page=2.html")) == Path("a/1.5-juta@page=2.json")


def test_a_page_is_read_from_a_file_or_from_standard_input(tmp_path, monkeypatch):
    html = b"<html><body>Kabar</body></html>"
    (tmp_path / "page").write_bytes(gzip.compress(html))
    assert read_saved_page(str(tmp_path / "page"), f"{HOST}/a", 100).body == html
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(html)))
    response = read_saved_page("-", f"{HOST}/a", 100)
    assert (response.body, response.url) == (html, f"{HOST}/a")


@pytest.mark.parametrize("content", [b"x" * 1001, gzip.compress(b"x" * 500_000)])
def test_a_page_of_more_bytes_than_allowed_is_refused(tmp_path, capsys, content):
    (tmp_path / "page").write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        read_saved_page(str(tmp_path / "page"), f"{HOST}/a", 1000)
    assert ended.value.code == 2
    assert "it has more than 1000 bytes" in capsys.readouterr().err
