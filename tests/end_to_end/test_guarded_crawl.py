"""Whole crawls of publishers that turn us away, keep rights to themselves, or lead astray."""

import json
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from types import SimpleNamespace

import pytest
from worlds.site import HOME, Site, Story

from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

DATE = "2026-01-20 10:00"
CHALLENGE = b"""<!DOCTYPE html><html><head><title>Just a moment...</title>
<meta http-equiv="refresh" content="375"></head><body><script>window._cf_chl_opt = {};</script>
<h1>mediaindonesia.com</h1></body></html>"""
LOGIN = b"""<html><head><title>Masuk - Media Indonesia</title></head><body><form>
<input type="email"><input type="password"></form></body></html>"""
NOINDEX = '<meta name="robots" content="noindex, follow">'
MITIGATED = {"cf-mitigated": "challenge"}
VECTORS = """
http://127.0.0.1:1/ http://localhost/ http://2130706433/ http://[::1]/ http://[::ffff:127.0.0.1]/
http://169.254.169.254/latest/meta-data/ http://mediaindonesia.com@127.0.0.1/ ftp://127.0.0.1/x
http://mediaindonesia.com.evil.test/ekonomi/1/x https://evil.test/ekonomi/2/y file:///etc/passwd
https://mediaindonesia.com:8443/ekonomi/3/z data:text/html,x javascript:alert(1)
//evil.test/ekonomi/4/w http://[bad
""".split()


def story(number):
    return f"/ekonomi/{800000 + number}/berita-{number}"


class Publisher:
    """A site whose index lists articles, in a folder, with answers of its own for some pages."""

    def __init__(self, folder, articles=4, robots="User-agent: *\nDisallow: /cdn-cgi/\n"):
        self.site = Site(folder)
        self.site.text("/robots.txt", robots)
        self.stories = [self.site.article(story(n), DATE) for n in range(1, articles + 1)]
        self.site.index("/indeks", self.stories)
        self.answers = {}

    def page(self, number):
        """The bytes of an article page."""
        return (self.site.folder / f"mediaindonesia.com{story(number)}.html").read_bytes()

    def answer(self, path, status, body=b"", **headers):
        """Let *path* answer so."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[HOME + path] = status, named, body


def turned_away(publisher):
    publisher.answer(story(2), 200, CHALLENGE)
    publisher.answer(story(3), 503, CHALLENGE)
    publisher.answer(story(4), 403, b"<html></html>", **MITIGATED)
    publisher.answer(story(5), 200, LOGIN)


def challenged_index(publisher):
    publisher.answer("/indeks", 200, CHALLENGE)
    publisher.site.index("/ekonomi", publisher.stories)


def refused_second_page(publisher):
    publisher.site.index("/indeks", publisher.stories[:2], "/indeks/2")
    publisher.answer("/indeks/2", 403)
    publisher.site.index("/ekonomi", publisher.stories)


def forbidden_index(publisher):
    publisher.site.text("/robots.txt", "User-agent: newsscraper\nDisallow: /indeks\n")
    publisher.site.index("/opini", publisher.stories)


def index_behind_a_wall(publisher):
    publisher.answer("/indeks", 302, Location="https://masuk.example/?ke=indeks")
    publisher.site.index("/ekonomi", publisher.stories)


def robots_broken(publisher):
    publisher.answer("/robots.txt", 500)


def reloading(publisher):
    refresh = f'<meta http-equiv="refresh" content="60; url={HOME}/indeks"></head>'.encode()
    index = (publisher.site.folder / "mediaindonesia.com/indeks.html").read_bytes()
    publisher.answer("/indeks", 200, index.replace(b"</head>", refresh))


def index_of_sections(publisher):
    publisher.answer("/indeks", 403)
    for section in MediaIndonesiaSpider.sections:
        publisher.site.index(f"/{section}", publisher.stories)


def robots_with_a_page(publisher):
    page = b"<html><head><title>403 Forbidden</title></head><body>nginx</body></html>"
    publisher.answer("/robots.txt", 403, page)


def plain_429(publisher):
    page = b"<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>"
    publisher.answer(story(2), 429, page)


def refused_everywhere(publisher):
    for path in ("/indeks", "/ekonomi", "/opini"):
        publisher.answer(path, 403)


def reserved(publisher):
    page = publisher.page(2).replace(b"</head>", f"{NOINDEX}</head>".encode())
    publisher.answer(story(2), 200, page)
    publisher.answer(story(3), 200, publisher.page(3), X_Robots_Tag="none")
    publisher.answer(
        story(4), 200, publisher.page(4), tdm_reservation="1", tdm_policy="https://x.id/p"
    )
    rules = [
        {"location": f"{story(5)}$", "tdm-reservation": 1, "tdm-policy": "https://x.id/all"},
        {"location": "/ekonomi/80000*", "tdm-reservation": 0},
    ]
    publisher.answer("/.well-known/tdmrep.json", 200, json.dumps(rules).encode())


def led_astray(publisher):
    """Links, redirects and canonical links that lead off the site."""
    links = [*publisher.stories, *(Story(url, DATE) for url in VECTORS)]
    publisher.site.index("/indeks", links, f'<a rel="next" href="{VECTORS[0]}indeks">2</a>')
    for number, vector in enumerate(VECTORS[:10], 1):
        publisher.answer(story(number), 302, Location=vector)
        refresh = f'<html><head><meta http-equiv="refresh" content="0;url={vector}"></head></html>'
        publisher.answer(story(number + 10), 200, refresh.encode())
        page = publisher.page(number + 20)
        canonical = f'<link rel="canonical" href="{vector}"></head>'.encode()
        publisher.answer(story(number + 20), 200, page.replace(b"</head>", canonical))
    related = [Story(url, DATE) for url in VECTORS]
    publisher.site.article(story(31), DATE, related)


def robots_elsewhere(publisher):
    publisher.answer("/robots.txt", 301, Location="http://127.0.0.1:1/robots.txt")


CASES = {
    "turned away": (5, turned_away, ()),
    "challenged index": (4, challenged_index, ()),
    "refused second page": (4, refused_second_page, ()),
    "forbidden index": (4, forbidden_index, ()),
    "index of sections": (4, index_of_sections, ()),
    "one page": (4, index_of_sections, ("-a", "max_pages=1")),
    "robots.txt with 403": (2, robots_with_a_page, ()),
    "index behind a wall": (4, index_behind_a_wall, ()),
    "robots.txt with 500": (2, robots_broken, ("-s", "RETRY_TIMES=0")),
    "reloading index": (4, reloading, ()),
    "plain 429": (3, plain_429, ()),
    "refused everywhere": (4, refused_everywhere, ("-a", "sections=ekonomi,opini")),
    "reserved": (6, reserved, ()),
    "not respected": (6, reserved, ("-s", "ROBOTS_META_OBEY=False", "-s", "TDM_RESPECT=False")),
    "led astray": (31, led_astray, ()),
    "robots elsewhere": (4, robots_elsewhere, ()),
}


@pytest.fixture(scope="module")
def crawls(crawl, serve, tmp_path_factory):
    """Each case's crawl, with its store, and what the server was asked for."""

    def run(articles, prepare, arguments):
        folder = tmp_path_factory.mktemp("publisher")
        publisher = Publisher(folder / "site", articles)
        prepare(publisher)
        with serve(publisher.site.folder) as server:
            server.answers |= publisher.answers
            settings = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0")
            settings += ("-s", "STORE_URL=sqlite:///articles.db")
            run = crawl(*settings, *arguments, cwd=folder)
            return SimpleNamespace(run=run, requests=server.requests, **ledger(folder))

    with ThreadPoolExecutor(4) as pool:  # they wait for pauses
        return dict(zip(CASES, pool.map(run, *zip(*CASES.values(), strict=True)), strict=True))


def ledger(folder):
    """What the ledger says of each article, by number."""
    with closing(sqlite3.connect(folder / "articles.db")) as store:
        rows = store.execute("SELECT key, state, reason FROM ledger").fetchall()
    states = {int(key.rpartition(":")[2]) - 800000: (state, reason) for key, state, reason in rows}
    return {"states": states}


def test_pages_in_place_of_the_article_are_refusals_and_no_articles(crawls):
    case = crawls["turned away"]
    assert case.run.ids == ["800001"]
    assert case.states == {
        1: ("stored", None),
        2: ("refused", "challenge_page"),
        3: ("refused", "challenge_page"),
        4: ("refused", "challenge_page"),
        5: ("refused", "wall_page"),
    }
    assert case.run.code == 0, "single refused articles are only counted"
    by = "3 challenge page, 1 wall page"
    assert case.run.last_line == f"Complete: 1 article in out.jsonl, 0 failed, 4 refused ({by})."


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("challenged index", "/indeks answers with a challenge page"),
        ("refused second page", "/indeks/2 answers 403"),
        ("forbidden index", "/indeks is forbidden by robots.txt"),
        ("index behind a wall", "/indeks leads off the site"),
    ],
)
def test_a_refused_road_is_left_for_the_next_ones(crawls, name, why):
    case = crawls[name]
    assert sorted(case.run.ids) == ["800001", "800002", "800003", "800004"]
    assert case.run.code == 0, "though most section fronts are not there"
    end = f"4 articles in out.jsonl, 0 failed, by other roads: {HOME}{why}."
    assert case.run.last_line == f"Complete: {end}"


def test_other_roads_make_the_run_complete(crawls):
    case = crawls["index of sections"]
    assert sorted(case.run.ids) == ["800001", "800002", "800003", "800004"]
    assert case.run.code == 0
    why = f"{HOME}/indeks answers 403"
    assert (
        case.run.last_line == f"Complete: 4 articles in out.jsonl, 0 failed, by other roads: {why}."
    )


def test_a_refused_index_page_does_not_count_as_read(crawls):
    case = crawls["one page"]
    assert len(case.run.ids) == 4
    assert len([url for url in case.requests if url.count("/") == 3]) == 3, "robots, index, front"


def test_a_robots_txt_of_4xx_is_none_whatever_page_comes_with_it(crawls):
    assert crawls["robots.txt with 403"].run.code == 0
    assert len(crawls["robots.txt with 403"].run.ids) == 2


def test_a_robots_txt_that_cannot_be_had_is_named_as_the_cause(crawls):
    run = crawls["robots.txt with 500"].run
    assert (run.code, run.ids) == (5, [])
    assert f"{HOME}/indeks cannot be asked for, as robots.txt cannot be had" in run.last_line


def test_a_front_that_reloads_itself_is_read_once(crawls):
    case = crawls["reloading index"]
    assert (case.run.code, len(case.run.ids)) == (0, 4)
    assert case.requests.count(f"{HOME}/indeks") == 1


def test_a_servers_own_page_for_a_status_is_no_challenge(crawls):
    assert crawls["plain 429"].states[2] == ("refused", "http_429")
    assert crawls["plain 429"].requests.count(HOME + story(2)) == 3


def test_when_every_road_is_refused_the_code_says_so(crawls):
    case = crawls["refused everywhere"]
    assert case.run.code == 5
    assert case.run.last_line == (
        f"Refused: {HOME}/ekonomi answers 403; the same goes for 1 more; 0 articles, 0 failed."
    )


def test_reserved_articles_are_left_out(crawls):
    case = crawls["reserved"]
    assert case.run.ids == ["800001", "800006"]
    assert {number: case.states[number] for number in range(2, 6)} == {
        2: ("refused", "noindex"),
        3: ("refused", "noindex"),
        4: ("refused", "tdm_reserved"),
        5: ("refused", "tdm_reserved"),
    }
    assert case.run.code == 0


def test_the_site_wide_word_is_asked_for_once_before_the_first_article(crawls):
    requests = crawls["reserved"].requests
    assert requests[:3] == [
        f"{HOME}/robots.txt",
        f"{HOME}/indeks",
        f"{HOME}/.well-known/tdmrep.json",
    ]
    assert sum("tdmrep" in url for url in requests) == 1


def test_the_site_wide_word_is_kept_in_the_store_for_a_day(crawl, serve, tmp_path):
    publisher = Publisher(tmp_path / "site", 2)
    with serve(publisher.site.folder) as server:
        settings = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0")
        settings += ("-s", "STORE_URL=sqlite:///articles.db")
        crawl(*settings, cwd=tmp_path)
        publisher.site.index("/indeks", [publisher.site.article(story(9), DATE)])
        assert crawl(*settings, cwd=tmp_path).requests == [f"{HOME}/indeks", HOME + story(9)]
        assert sum("tdmrep" in url for url in server.requests) == 1
        with closing(sqlite3.connect(tmp_path / "articles.db")) as store, store:
            store.execute("UPDATE kept_files SET fetched = '2026-01-20T10:00:00+00:00'")
        publisher.site.index("/indeks", [publisher.site.article(story(10), DATE)])
        crawl(*settings, cwd=tmp_path)
        assert sum("tdmrep" in url for url in server.requests) == 2


def test_rights_are_recorded_whether_or_not_they_are_respected(crawls):
    rows = crawls["not respected"].run.rows
    rights = {row["key"][-1]: row["rights"] for row in rows}
    silent = {"tdm_reservation": None, "tdm_policy": None}
    assert rights == {
        "1": {"robots": [], "tdm_reservation": False, "tdm_policy": None},
        "2": {"robots": ["noindex", "follow"], "tdm_reservation": False, "tdm_policy": None},
        "3": {"robots": ["none"], "tdm_reservation": False, "tdm_policy": None},
        "4": {"robots": [], "tdm_reservation": True, "tdm_policy": "https://x.id/p"},
        "5": {"robots": [], "tdm_reservation": True, "tdm_policy": "https://x.id/all"},
        "6": {"robots": [], "tdm_reservation": False, "tdm_policy": None},
    }
    assert silent not in rights.values()


def test_no_link_redirect_or_canonical_link_leads_off_the_site(crawls):
    case = crawls["led astray"]
    assert all(url.startswith(f"{HOME}/") for url in case.requests)
    assert {row["url"] for row in case.run.rows} == {
        HOME + story(number) for number in range(21, 32)
    }
    away = {case.states[number] for number in (*range(1, 11), *range(11, 21))}
    assert {reason for _, reason in away} <= {
        "redirected_away",
        "outside",
        "unrecognised_template",
        "http_302",
        "ValueError",  # some versions of w3lib take an address in brackets for no URL
    }
    assert {state for state, _ in away} == {"failed"}
    assert case.run.code == 7


def test_robots_txt_elsewhere_is_not_fetched_and_forbids_all(crawls):
    case = crawls["robots elsewhere"]
    assert case.requests == [f"{HOME}/robots.txt"]
    assert case.run.code == 5


def test_a_signal_ends_even_a_long_pause_and_nothing_counts_as_failed(start_crawl, serve, tmp_path):
    publisher = Publisher(tmp_path / "site")
    publisher.answer(story(1), 429, Retry_After="600")
    with serve(publisher.site.folder) as server:
        server.answers |= publisher.answers
        settings = ("-s", f"REPLAY={server.url}", "-s", "DOWNLOAD_DELAY=0")
        settings += ("-s", "STORE_URL=sqlite:///articles.db")
        process = start_crawl(*settings, cwd=tmp_path)
        server.hook = lambda url: url == HOME + story(1) and process.send_signal(signal.SIGTERM)
        log = process.communicate(timeout=30)[1].decode()
    assert process.returncode == 11
    assert "Stopped by a signal: 0 articles, 0 failed." in log.splitlines()[-1]
    assert {state for state, _ in ledger(tmp_path)["states"].values()} == {"listed"}
