"""One archive, from its records to its articles: the rules of a crawl hold."""

import json

import pytest
from lab.project import FIXTURES
from lab.warcs import Warc, digest_of
from scrapy.settings import Settings

from newsscraper.archives.gathering import Gathering
from newsscraper.archives.one_archive import Task, reread, rules_of

KOMPAS = "https://travel.kompas.com/read/2026/01/19/054211027/menyusuri-kanal-kota-tua-muntok-dengan-sampan"
MEDIA = "https://mediaindonesia.com/podiums/detail_podiums/3999-gunting-pita"
FOREIGN = "https://www.example.com/"


def body(url):
    return (FIXTURES / f"{url.removeprefix('https://').replace('?', '@')}.html").read_bytes()


@pytest.fixture
def read(tmp_path):
    """Return a function that rereads an archive: its articles, and its counts."""
    settings = Settings()
    settings.setmodule("newsscraper.settings")

    def read(archive, **others):
        settings.update(others)
        part = tmp_path / "of.part"
        assert reread(Task(str(archive), str(part), rules_of(settings))) == str(part)
        assert [path.name for path in tmp_path.glob("*.part*")] == ["of.part"]
        with Gathering(part) as gathering:
            return list(gathering.articles()), dict(gathering.counts())

    return read


def test_pages_of_known_publishers_are_found_by_their_hosts(read, tmp_path):
    with Warc(tmp_path / "mixed.warc.gz") as warc:
        warc.page(FOREIGN, b"<html>foreign</html>")
        warc.page("https://mediaindonesia.com/indeks", body("https://mediaindonesia.com/indeks"))
        warc.page("https://mediaindonesia.com/robots.txt", b"User-agent: *\nDisallow: /\n")
        warc.page(MEDIA, body(MEDIA), packed=True)
        warc.page(MEDIA.replace("3999", "4000"), body(MEDIA), status="404 Not Found")
    (article,), counts = read(tmp_path / "mixed.warc.gz")
    assert (article.key, article.headline) == ("mediaindonesia:podium:3999", "Gunting Pita")
    assert article.fetched_at == "2026-01-21T03:04:00+00:00"
    assert counts == {"articles": 1, "foreign_host": 1, "http_404": 1, "no_article_address": 2}


def test_what_a_page_says_of_its_use_is_obeyed(read, tmp_path):
    forbidden = body(MEDIA).replace(b"<head>", b'<head><meta name="robots" content="noindex">', 1)
    with Warc(tmp_path / "a.warc") as warc:
        warc.page(MEDIA, forbidden)
    assert read(tmp_path / "a.warc") == ([], {"noindex": 1})
    articles, _ = read(tmp_path / "a.warc", ROBOTS_META_OBEY=False)
    assert len(articles) == 1


def test_half_a_page_is_no_page(read, tmp_path):
    with Warc(tmp_path / "a.warc") as warc:
        warc.page(MEDIA, body(MEDIA)[:-4000])
    assert read(tmp_path / "a.warc") == ([], {"cut_off": 1})


@pytest.mark.parametrize("kind", ["gzip", "br", "deflate", "zstd"])
def test_a_page_is_read_that_its_recorder_has_unpacked_without_a_word(read, tmp_path, kind):
    headers = [("Content-Type", "text/html"), ("Content-Encoding", kind), ("Content-Length", "99")]
    with Warc(tmp_path / "a.warc.gz") as warc:
        warc.record(MEDIA, "response", body(MEDIA), headers=headers)
    (article,), _ = read(tmp_path / "a.warc.gz")
    assert article.headline == "Gunting Pita"


@pytest.mark.parametrize("order", [(KOMPAS, f"{KOMPAS}?page=all"), (f"{KOMPAS}?page=all", KOMPAS)])
def test_the_pages_of_an_article_are_put_together(read, tmp_path, order):
    with Warc(tmp_path / "a.warc.gz") as warc:
        for url in order:
            warc.page(url, body(url))
    (article,), counts = read(tmp_path / "a.warc.gz")
    golden = json.loads((FIXTURES / f"{KOMPAS[8:]}@page=all.json").read_bytes())
    assert article.body == golden["body"]
    assert counts["articles"] == 2


def test_a_part_without_the_rest_is_counted_and_left_out(read, tmp_path):
    with Warc(tmp_path / "a.warc.gz") as warc:
        warc.page(KOMPAS, body(KOMPAS))
    assert read(tmp_path / "a.warc.gz") == ([], {"not_whole": 1})


def test_an_article_page_by_page_takes_the_captures_that_followed(read, tmp_path):
    urls = [
        f"https://{path.relative_to(FIXTURES).with_suffix('').as_posix()}"
        for path in sorted((FIXTURES / "www.cnnindonesia.com").rglob("*.html"))
        if "indeks" not in path.as_posix()
    ]
    firsts = [url for url in urls if f"{url}/2" in urls]
    assert firsts
    with Warc(tmp_path / "a.warc.gz") as warc:
        for url in sorted(urls, key=len, reverse=True):
            warc.page(url, body(url))
    articles, counts = read(tmp_path / "a.warc.gz")
    found = {article.url: article for article in articles}
    assert set(firsts) <= set(found)
    assert not any(url.endswith("/2") for url in found)
    assert "not_whole" not in counts


def test_of_several_captures_the_newest_wins_and_a_revisit_is_one(read, tmp_path):
    path = tmp_path / "a.warc.gz"
    with Warc(path) as warc:
        warc.page(MEDIA, body(MEDIA).replace(b"Gunting Pita", b"Gunting Kain"))
        digest = digest_of(path)
        warc.page(MEDIA, body(MEDIA))
    (article,), _ = read(path)
    assert article.headline == "Gunting Pita"
    with Warc(path, warc.moment) as warc:
        warc.revisit(MEDIA, digest)
        warc.revisit(MEDIA, "sha1:NOBODYHASIT")
    (article,), counts = read(path)
    assert article.headline == "Gunting Kain"
    assert article.fetched_at == "2026-01-21T03:03:00+00:00"
    assert counts["revisit_without_original"] == 1
