"""Whole crawls of detik and Kompas.com: dated indexes on many hosts, articles on several pages."""

import re
import shutil
from collections import Counter
from dataclasses import fields

import pytest
from lab import command_line
from lab.project import FIXTURES

from newsscraper.items import Article

WINDOW = "-a since=2026-01-19 -a until=2026-01-20 -a related=0".split()
INDEX = "https://indeks.kompas.com/?site={}&date=2026-01-{}&page={}"
TOFU = "money.kompas.com/read/2026/01/20/003012426/"


def replayed(folder=FIXTURES):
    return "-s", f"REPLAY={folder}"


def kanal(name, day, page):
    return f"https://{name}.detik.com/indeks?date=01%2F{day}%2F2026&page={page}"


@pytest.fixture(scope="module")
def detik(crawl, tmp_path_factory):
    cwd = tmp_path_factory.mktemp("detik")
    return crawl(*replayed(), *WINDOW, "-a", "sections=news,health,finance", cwd=cwd, name="detik")


@pytest.fixture(scope="module")
def kompas(crawl, tmp_path_factory):
    return crawl(*replayed(), *WINDOW, cwd=tmp_path_factory.mktemp("kompas"), name="kompas")


def keys(run):
    return [row["key"].partition(":")[2] for row in run.rows]


def plain(urls):
    return [url.partition("?page=")[0] for url in urls if "/read/" in url or "/d-" in url]


def test_a_window_of_detik_asks_for_index_pages_and_articles_each_once(detik):
    assert detik.code == 0
    assert detik.last_line == "Complete: 5 articles in out.jsonl, 0 failed."
    days = [("news", 20), ("news", 19), ("finance", 20), ("health", 20), ("health", 19)]
    index_pages = [kanal(*day, page) for day in days for page in (1, 2)]
    index_pages += [kanal("finance", 19, 1)]
    assert sorted(detik.requests) == sorted(index_pages + [row["url"] for row in detik.rows])


def test_photos_and_films_in_an_index_are_not_asked_for(detik):
    assert not [url for url in detik.requests if "foto" in url or "20.detik" in url]


def test_the_day_before_comes_after_the_day(detik):
    days = [row["date_published"][:10] for row in detik.rows]
    assert days == sorted(days, reverse=True)
    assert set(days) == {"2026-01-19", "2026-01-20"}


def test_related_links_lead_to_kanals_without_an_index(crawl, tmp_path):
    window = ["-a", "since=2026-01-19", "-a", "until=2026-01-20"]
    run = crawl(*replayed(), *window, cwd=tmp_path, name="detik")
    assert run.code == 0
    assert {"8310870", "8310655"} <= set(keys(run))
    assert len(run.rows) == 9


def test_a_window_of_one_day_keeps_the_other_out(crawl, tmp_path):
    days = ["-a", "since=2026-01-19", "-a", "until=2026-01-19", "-a", "related=0"]
    run = crawl(*replayed(), *days, "-a", "sections=health", cwd=tmp_path, name="detik")
    assert keys(run) == ["8309877"]
    assert run.requests[0] == kanal("health", 19, 1)


def test_a_window_of_kompas_asks_for_index_pages_and_pages_each_once(kompas):
    assert kompas.code == 0
    assert kompas.last_line == "Complete: 9 articles in out.jsonl, 0 failed."
    assert max(Counter(kompas.requests).values()) == 1
    index_pages = [INDEX.format("all", day, page) for day, page in [(20, 1), (20, 2), (20, 3)]]
    index_pages += [INDEX.format("all", 19, page) for page in (1, 2, 3)]
    assert [url for url in kompas.requests if "indeks." in url] == index_pages
    articles = Counter(plain(kompas.requests))
    assert set(articles) == {row["url"] for row in kompas.rows}
    assert sorted(articles.values()) == [1] * 7 + [2] * 2


def test_articles_on_several_pages_come_whole(kompas):
    rows = {row["url"].rpartition("/")[2]: row for row in kompas.rows}
    assert rows["menyusuri-kanal-kota-tua-muntok-dengan-sampan"]["word_count"] == 85
    tofu = next(row for slug, row in rows.items() if slug.startswith("pabrik-tahu"))
    assert tofu["body"].endswith('hitam lagi."')
    assert tofu["date_published"] == "2026-01-20T00:30:12+07:00"
    assert not [row for row in kompas.rows if "?" in row["url"]]


def test_articles_of_kompas_come_day_by_day_newest_first(kompas):
    days = [row["date_published"][:10] for row in kompas.rows]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("name", ["detik", "kompas"])
def test_each_article_has_every_field(request, name):
    for row in request.getfixturevalue(name).rows:
        assert list(row) == [field.name for field in fields(Article)]
        assert row["headline"]
        assert row["body"]
        assert row["date_published"].endswith("+07:00")


@pytest.mark.parametrize(
    "name",
    [
        *("detik", "kompas"),
        *(
            pytest.param(each, marks=pytest.mark.slow)
            for each in ("cnnindonesia", "cnbcindonesia", "okezone", "republika")
        ),
    ],
)
def test_the_example_of_each_publisher_keeps_its_contract(name):
    ended = command_line.run(FIXTURES.parent, "check", name, *replayed())
    assert (ended.code, ended.out) == (0, f"{name}: ok, 3 contracts\n"), ended.err


def test_sections_of_kompas_have_an_index_of_their_own(crawl, tmp_path):
    run = crawl(*replayed(), *WINDOW, "-a", "sections=money", cwd=tmp_path, name="kompas")
    assert keys(run) == ["20260120003012426"]
    assert run.requests[0] == INDEX.format("money", 20, 1)


def test_an_article_that_is_not_whole_is_a_failure_and_not_stored(crawl, tmp_path):
    days = ["-a", "since=2026-01-17", "-a", "until=2026-01-17", "-a", "related=0"]
    run = crawl(*replayed(), *days, cwd=tmp_path, name="kompas")
    assert (run.code, run.rows) == (7, [])
    assert run.last_line == "Partial: 0 articles, 1 failed; the next run tries again."
    assert run.stat("articles/failed/not_whole") == 1
    assert len(plain(run.requests)) == 2


@pytest.fixture
def copy(tmp_path):
    """A replica of money.kompas.com that a test may spoil."""
    folder = tmp_path / "replica"
    shutil.copytree(FIXTURES / "money.kompas.com", folder / "money.kompas.com")
    return folder


def money(crawl, folder, *arguments):
    url = f"https://{TOFU}judul"
    store = f"STORE_URL=sqlite:///{folder.parent / 'articles.db'}"
    options = ("-a", f"urls={url}", "-s", store, *arguments)
    return crawl(*replayed(folder), *options, cwd=folder.parent, name="kompas")


def rename(folder):
    """Let the pages lie under another slug: the address that is asked for need not be today's."""
    for page in (folder / TOFU).glob("*.html"):
        query = "@page=all" if "@" in page.name else ""
        page.rename(page.with_name(f"judul{query}.html"))
    return folder / TOFU / "judul@page=all.html"


def test_a_whole_that_is_not_there_is_a_failure_and_comes_with_a_later_run(crawl, copy):
    whole = rename(copy)
    kept = whole.read_bytes()
    whole.unlink()
    run = money(crawl, copy)
    assert (run.code, run.rows) == (7, [])
    assert run.stat("articles/failed/not_whole") == 1
    whole.write_bytes(kept)
    run = money(crawl, copy)
    assert run.code == 0
    assert [row["word_count"] for row in run.rows] == [117]


def test_a_whole_that_was_cut_short_is_never_stored(crawl, copy):
    whole = rename(copy)
    html = whole.read_text(encoding="utf-8")
    whole.write_text(re.sub(r"<p>Dinas lingkungan.*?(?=\n<div)", "", html, flags=re.DOTALL))
    run = money(crawl, copy)
    assert (run.code, run.rows) == (7, [])
    assert run.stat("articles/failed/not_whole") == 1


def test_a_whole_that_says_it_has_one_page_is_counted_by_its_words(crawl, copy):
    whole = rename(copy)
    html = whole.read_text(encoding="utf-8")
    html = re.sub(r"<p>Dinas lingkungan.*?(?=\n<div)", "", html, flags=re.DOTALL)
    total = r'(content_total_pages" content=")\d+'
    assert re.search(total, html)
    whole.write_text(re.sub(total, r"\g<1>1", html))
    assert money(crawl, copy).stat("articles/failed/not_whole") == 1


def test_an_article_on_several_pages_is_not_asked_for_again(crawl, copy):
    rename(copy)
    assert len(money(crawl, copy).requests) == 2
    again = money(crawl, copy)
    assert (again.code, again.requests) == (0, [])
