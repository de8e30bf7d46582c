import gzip
import json
import shutil

import pytest
from lab.command_line import FIXTURES, INDEX_PAGE, INDEX_URL, PAGE, URL, is_one_line, run_all

REPLAY = f"REPLAY={FIXTURES}"
PATH = PAGE.relative_to(FIXTURES)
GOLDEN = PAGE.with_suffix(".json").read_text(encoding="utf-8")


def saved_files(folder):
    fixtures = folder / "fixtures"
    return {file.relative_to(fixtures).as_posix() for file in fixtures.rglob("*") if file.is_file()}


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_is_saved_under_its_url_with_its_golden_article(packed, scrapy, tmp_path):
    page = PAGE.read_bytes()
    (tmp_path / "downloaded").write_bytes(gzip.compress(page) if packed else page)
    ended = scrapy("savepage", "downloaded", "--url", URL)
    assert (ended.code, ended.err) == (0, "")
    assert saved_files(tmp_path) == {PATH.as_posix(), PATH.with_suffix(".json").as_posix()}
    assert (tmp_path / "fixtures" / PATH).read_bytes() == page
    golden = (tmp_path / "fixtures" / PATH).with_suffix(".json").read_text(encoding="utf-8")
    assert golden == GOLDEN
    assert "fetched_at" not in json.loads(golden)
    assert "authors              css div.info div.author-2" in ended.out


def test_a_url_is_fetched_and_saved_in_the_same_way(scrapy, tmp_path):
    ended = scrapy("savepage", URL, "-s", REPLAY)
    assert (ended.code, ended.err) == (0, "")
    assert saved_files(tmp_path) == {PATH.as_posix(), PATH.with_suffix(".json").as_posix()}
    assert (tmp_path / "fixtures" / PATH).read_bytes() == PAGE.read_bytes()
    golden = (tmp_path / "fixtures" / PATH).with_suffix(".json").read_text(encoding="utf-8")
    assert golden == GOLDEN


def test_a_saved_page_can_be_replayed_whatever_its_query(scrapy, tmp_path):
    shutil.copy(INDEX_PAGE, tmp_path / "index.html")
    url = "https://mediaindonesia.com/indeks?date=11%2F24%2F2026&page=2"
    ended = scrapy("savepage", "index.html", "--url", url)
    assert ended.code == 0
    assert saved_files(tmp_path) == {
        "mediaindonesia.com/indeks@date=11%2F24%2F2026&page=2.html",
    }
    assert scrapy("fetch", url, "-s", "REPLAY=fixtures").out == INDEX_PAGE.read_text("utf-8") + "\n"


def test_refresh_rewrites_golden_files_and_nothing_else(scrapy, tmp_path):
    page = tmp_path / "fixtures" / PATH
    page.parent.mkdir(parents=True)
    shutil.copy(PAGE, page)
    shutil.copy(INDEX_PAGE, tmp_path / "fixtures/mediaindonesia.com")
    page.with_suffix(".json").write_text("{}")
    ended = scrapy("savepage", "--refresh")
    assert (ended.code, ended.err) == (0, "")
    assert page.with_suffix(".json").read_text(encoding="utf-8") == GOLDEN
    assert page.read_bytes() == PAGE.read_bytes()
    assert len(saved_files(tmp_path)) == 3


def test_refresh_names_a_page_that_is_no_article_any_more_and_goes_on(scrapy, tmp_path):
    spoilt = tmp_path / "fixtures/mediaindonesia.com/ekonomi/1000/kosong.html"
    good = tmp_path / "fixtures" / PATH
    for page, content in ((spoilt, INDEX_PAGE), (good, PAGE)):
        page.parent.mkdir(parents=True)
        shutil.copy(content, page)
        page.with_suffix(".json").write_text("{}")
    ended = scrapy("savepage", "--refresh")
    assert ended.code == 4
    assert "kosong.html gives no golden file" in ended.out
    assert spoilt.with_suffix(".json").read_text() == "{}"
    assert good.with_suffix(".json").read_text(encoding="utf-8") == GOLDEN


@pytest.mark.parametrize("url", [INDEX_URL, "https://mediaindonesia.com/robots.txt"])
def test_a_page_that_is_no_article_is_saved_alone(url, scrapy, tmp_path):
    ended = scrapy("savepage", url, "-s", REPLAY)
    assert (ended.code, ended.err) == (0, "")
    assert "no golden file" in ended.out
    (saved,) = saved_files(tmp_path)
    assert (tmp_path / "fixtures" / saved).read_bytes() == (FIXTURES / saved).read_bytes()


HOST = "https://mediaindonesia.com"
# What is wrong -> the command, its exit code, words of its one line.
WRONG = {
    "nothing": ([], 2, "give a URL"),
    "too much": (["page.html", "more.html", "--url", URL], 2, "give a URL"),
    "a refresh of one page": (["page.html", "--refresh"], 2, "--refresh alone"),
    "an unknown option": ([URL, "--slow"], 2, "unknown option --slow"),
    "a name that is no file": (["page.htm"], 2, "no URL of a known publisher"),
    "a file without its address": ([str(PAGE)], 2, "is a file; say where"),
    "an unknown publisher": (["https://example.org/a", "-s", REPLAY], 2, "known publisher"),
    "a missing file": (["nothing.html", "--url", URL], 2, "nothing.html cannot be read"),
    "a place outside": (["page.html", "--url", f"{HOST}/a/../../../b"], 2, "no place"),
    "a place outside, by query": (["page.html", "--url", f"{HOST}/a?b=/../../../c"], 2, "no place"),
    "no host": (["page.html", "--url", "https:////mediaindonesia.com/a/1/b"], 2, "no place"),
    "a name too long": (["page.html", "--url", f"{HOST}/a/1/{'b' * 300}"], 3, "cannot be written"),
    "no such replay": ([URL, "-s", "REPLAY=nowhere"], 2, "REPLAY=nowhere"),
    "what robots.txt forbids": ([f"{HOST}/login", "-s", REPLAY], 1, "robots.txt"),
    "a page that is not there": ([f"{HOST}/ekonomi/999999/a", "-s", REPLAY], 1, "404"),
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    shutil.copy(PAGE, folder / "page.html")
    commands = {wrong: ["savepage", *command] for wrong, (command, *_) in WRONG.items()}
    ended = run_all(folder, commands)
    assert not saved_files(folder)
    assert not (folder.parent / "b.html").exists()
    return ended


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_saved_gives_one_line_and_no_file(wrong, ended):
    _, code, words = WRONG[wrong]
    assert (ended[wrong].code, ended[wrong].out) == (code, "")
    assert is_one_line(ended[wrong].err)
    assert words in ended[wrong].err


TRIBUN = "https://www.tribunnews.com/regional/7781204"
PAGES = f"{TRIBUN}/pengrajin-perahu-di-lamongan-menyewakan-galangan-tiap-jumat"


def test_a_page_of_several_is_saved_alone_and_names_the_next(scrapy, tmp_path):
    first = scrapy("savepage", PAGES, "-s", REPLAY)
    assert (first.code, first.err, len(saved_files(tmp_path))) == (0, "", 1)
    assert "gives no golden file: the page is one page of several" in first.out
    assert first.out.splitlines()[-1].endswith(f"scrapy savepage {PAGES}?page=2")
    second = scrapy("savepage", f"{PAGES}?page=2", "-s", REPLAY)
    assert (second.code, len(saved_files(tmp_path))) == (0, 2)
