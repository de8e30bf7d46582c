"""Scrapy's own commands, with no network."""

import json
import shutil

import pytest
from lab.command_line import FIXTURES, INDEX_URL, PAGE, URL, run, run_all
from lab.publishers import KNOWN, NAMES

GOLDEN = json.loads(PAGE.with_suffix(".json").read_text(encoding="utf-8"))
COMMANDS = {
    "list": ["list"],
    "shell": ["shell", URL, "-c", "response.css('h1::text').get()"],
    "fetch": ["fetch", URL],
    "check": ["check"],
    "check by name": ["check", "mediaindonesia"],
    "check in full": ["check", "-v", "detik"],
    "check of none": ["check", "nix"],
    "contracts": ["check", "-l"],
}


@pytest.fixture(scope="module")
def ended(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    replayed = {name: [*command, "-s", f"REPLAY={FIXTURES}"] for name, command in COMMANDS.items()}
    ended = run_all(folder, replayed)
    # Scrapy's own `parse` uses what Scrapy itself warns of.
    for name, url in {"parse": URL, "parse index": INDEX_URL}.items():
        ended[name] = run(folder, "parse", url, "-s", f"REPLAY={FIXTURES}", warnings="default")
    assert not list(folder.iterdir())
    return ended


def test_list_names_the_publishers(ended):
    assert ended["list"].code == 0
    assert "mediaindonesia" in ended["list"].out.splitlines()


def test_shell_opens_a_page_of_the_replica(ended):
    assert ended["shell"].code == 0
    assert ended["shell"].out.strip() == GOLDEN["headline"]


def test_fetch_prints_a_page_of_the_replica(ended):
    assert ended["fetch"].code == 0
    assert ended["fetch"].out.strip() == PAGE.read_text(encoding="utf-8").strip()


def test_parse_prints_the_article_and_what_it_leads_to(ended):
    code, out, err = ended["parse"]
    assert code == 0
    assert "Traceback" not in err
    items, _, requests = out.partition("# Requests")
    assert f"'key': '{GOLDEN['key']}'" in items
    assert "'date_published': '2026-01-20T18:30:00+07:00'" in items
    assert requests.count("<GET ") <= len(GOLDEN["related"])


def test_parse_takes_an_index_page_too(ended):
    code, out, err = ended["parse index"]
    assert code == 0
    assert "Traceback" not in err
    assert (
        "# Scraped Items  ------------------------------------------------------------\n[]" in out
    )
    assert out.count("<GET https://mediaindonesia.com/") > 10


def test_check_passes_on_the_replica_with_a_line_for_each_publisher(ended):
    for name, publishers in {"check": NAMES, "check by name": ["mediaindonesia"]}.items():
        assert (ended[name].code, ended[name].err) == (0, "")
        expected = [f"{publisher}: ok, 3 contracts" for publisher in publishers]
        assert ended[name].out.splitlines() == expected


def test_check_lists_contracts_and_tells_of_each_as_scrapy_does(ended):
    assert "* parse_article" in ended["contracts"].out
    told = ended["check in full"]
    assert (told.code, told.out) == (0, "")
    assert "[detik] parse_article (@example post-hook) ... ok" in told.err
    assert told.err.endswith("OK\n")


def test_check_of_an_unknown_publisher_is_a_bad_argument(ended):
    reason = f"newsscraper: there is no publisher 'nix'; known are {KNOWN}\n"
    assert ended["check of none"] == (2, "", reason)


def without_body(page):
    return page.replace('<div class="article">', '<div class="kolom">')


def without_date(page):
    for name in ("datePublished", "dateModified", "published_date", 'class="datetime"'):
        page = page.replace(name, "x")
    return page


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (without_body, "Returned 0 items, expected 1"),
        (without_date, "The example has no date_published"),
        (None, "the page answers 404"),
    ],
)
def test_check_fails_when_the_example_page_is_no_whole_article(spoilt, reason, scrapy, tmp_path):
    page = tmp_path / "site" / PAGE.relative_to(FIXTURES)
    page.parent.mkdir(parents=True)
    shutil.copy(FIXTURES / "mediaindonesia.com/robots.txt", tmp_path / "site/mediaindonesia.com")
    if spoilt:
        page.write_text(spoilt(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    ended = scrapy("check", "-s", "REPLAY=site")
    assert ended.code == 1
    lines = ended.out.splitlines()
    assert [line.partition(": failed: ")[0] for line in lines] == KNOWN.split(", ")
    [line] = [line for line in lines if line.startswith("mediaindonesia: ")]
    assert line.partition(": failed: ")[2] == reason
