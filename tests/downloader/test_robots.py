"""robots.txt is judged before the first page, whatever starts at once and however it answers."""

import socket
import threading
from contextlib import closing
from types import SimpleNamespace

import pytest

from newsscraper.downloader.robots import MAX_BYTES

CONCURRENCY = (1, 8, 16, 32)
PAGES = [f"/page/{number}" for number in range(20)]
SECRETS = [f"/secret/{number}" for number in range(20)]

HANDLER = "scrapy.core.downloader.handlers.http11.HTTP11DownloadHandler"

DENY = b"User-agent: *\nDisallow: /\n"
DENY_SECRETS = b"User-agent: newsscraper\nDisallow: /secret\n"
COMMENT = b"# a comment as long as this line, again and again\n"
# The limit falls inside the last but one line: cut there, it would forbid everything.
FILLED = (DENY_SECRETS + COMMENT * (MAX_BYTES // len(COMMENT)))[: MAX_BYTES - 12]
LONG = FILLED + b"\nDisallow: /page/1\nDisallow: /page/2\n"
HUGE = LONG + COMMENT * (80 * MAX_BYTES // len(COMMENT))


def site(status, robots, **headers):
    """A site of pages whose robots.txt answers with *status*, *headers* and *robots*."""

    def answer(path, _):
        if path.startswith("/robots.txt"):
            return status, headers, robots
        return 200, {"Content-Type": "text/html"}, DENY if path == "/rules.txt" else b"<html>"

    return answer


SITES = {
    **{f"denied {number}": site(200, DENY) for number in CONCURRENCY},
    **{f"mixed {number}": site(200, DENY_SECRETS) for number in CONCURRENCY},
    "404 with rules": site(404, DENY),
    "410 with rules": site(410, DENY),
    "204": site(204, b""),
    "500": site(500, b""),
    "503 with rules": site(503, b"User-agent: *\nAllow: /\n"),
    "endless redirect": site(302, b"", Location="/robots.txt?again"),
    "redirect": site(301, b"", Location="/rules.txt"),
    "long": site(200, LONG),
    "huge": site(200, HUGE),
    "neighbour": site(200, DENY_SECRETS),
}


@pytest.fixture(scope="module")
def crawls(serve, run_crawls):
    """All crawls of this file, in one process: by name what came of each and its server."""
    finished = threading.Event()

    def hang(path, _):
        finished.wait(30)
        return 200, {}, b""

    servers = {name: serve(answer) for name, answer in {**SITES, "hanging": hang}.items()}
    urls = {name: urls_of(server.url) for name, server in servers.items()}
    with closing(socket.socket()) as nobody:
        nobody.bind(("127.0.0.1", 0))  # but does not listen
        urls["unreachable"] = urls_of(f"http://127.0.0.1:{nobody.getsockname()[1]}")
        urls["500"] += urls.pop("neighbour")
        outcomes = run_crawls([{"urls": urls[name], "settings": settings(name)} for name in urls])
    finished.set()
    return {
        name: SimpleNamespace(**outcome, server=servers.get(name), log=outcomes.log)
        for name, outcome in zip(urls, outcomes, strict=True)
    } | {"neighbour": SimpleNamespace(server=servers["neighbour"])}


def urls_of(base):
    return [base + path for pair in zip(PAGES, SECRETS, strict=True) for path in pair]


def settings(name):
    concurrency = int(name.split()[1]) if name.startswith(("denied", "mixed")) else 16
    return {
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "DOWNLOAD_DELAY": 0,
        # The fence would keep ours from connecting to this machine.
        "DOWNLOAD_HANDLERS": dict.fromkeys(("http", "https"), HANDLER),
        "DOWNLOAD_TIMEOUT": 0.5 if name == "hanging" else 30,
        "RETRY_ENABLED": name == "503 with rules",
    }


def pages_asked_for(crawl):
    return sorted(path for path in crawl.server.paths() if path.startswith(("/page", "/secret")))


def robots_asked_for(crawl):
    return crawl.server.paths().count("/robots.txt")


def lines_about(crawl):
    return [line for line in crawl.log.splitlines() if f"{crawl.server.url}/robots.txt " in line]


@pytest.mark.parametrize("number", CONCURRENCY)
def test_a_forbidden_site_is_never_touched_however_many_requests_start_at_once(crawls, number):
    crawl = crawls[f"denied {number}"]
    assert crawl.server.paths() == ["/robots.txt"]
    assert set(crawl.failed.values()) == {"Refusal: Forbidden by robots.txt"}
    assert len(crawl.failed) == 40
    assert crawl.robots_parsed == 1


@pytest.mark.parametrize("number", CONCURRENCY)
def test_of_a_site_with_a_forbidden_part_all_the_rest_is_fetched(crawls, number):
    crawl = crawls[f"mixed {number}"]
    assert crawl.server.paths()[0] == "/robots.txt"
    assert robots_asked_for(crawl) == 1
    assert pages_asked_for(crawl) == sorted(PAGES)
    assert len(crawl.failed) == 20


@pytest.mark.parametrize("name", ["404 with rules", "410 with rules", "204"])
def test_a_site_without_robots_txt_has_no_rules_whatever_its_error_page_says(crawls, name):
    assert pages_asked_for(crawls[name]) == sorted(PAGES + SECRETS)
    assert robots_asked_for(crawls[name]) == 1


@pytest.mark.parametrize("name", ["500", "503 with rules", "endless redirect"])
def test_a_site_that_cannot_give_its_rules_is_not_touched(crawls, name):
    assert pages_asked_for(crawls[name]) == []
    assert "Refusal: Forbidden by robots.txt" in crawls[name].failed.values()


@pytest.mark.parametrize(
    ("name", "why"),
    [("unreachable", "The host does not answer at all"), ("hanging", "Forbidden by robots.txt")],
)
def test_a_site_that_nobody_answers_for_is_not_touched(crawls, name, why):
    crawl = crawls[name]
    assert crawl.failed
    assert set(crawl.failed.values()) == {f"Refusal: {why}"}
    assert crawl.stats["robotstxt/request_count"] == 1
    assert "robotstxt/response_count" not in crawl.stats
    assert sum("robotstxt/exception_count/" in stat for stat in crawl.stats) == 1


def test_one_forbidden_host_leaves_the_others_of_the_crawl_alone(crawls):
    assert pages_asked_for(crawls["neighbour"]) == sorted(PAGES)
    assert robots_asked_for(crawls["neighbour"]) == robots_asked_for(crawls["500"]) == 1


def test_the_rules_are_followed_behind_a_redirect(crawls):
    assert pages_asked_for(crawls["redirect"]) == []


@pytest.mark.parametrize("name", ["long", "huge"])
def test_only_whole_lines_within_the_limit_count(crawls, name):
    assert pages_asked_for(crawls[name]) == sorted(PAGES)


def test_a_huge_file_is_not_read_to_its_end(crawls):
    assert "hung up" in crawls["huge"].server.paths()


def test_scrapys_statistics_keep_their_names(crawls):
    stats = crawls["denied 32"].stats
    assert {name: value for name, value in stats.items() if name.startswith("robotstxt/")} == {
        "robotstxt/request_count": 1,
        "robotstxt/response_count": 1,
        "robotstxt/response_status_count/200": 1,
        "robotstxt/forbidden": 40,
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [("denied 8", "forbids"), ("503 with rules", "503"), ("hanging", "TimeoutError")],
)
def test_one_line_says_that_and_why_a_whole_host_is_forbidden(crawls, name, words):
    [line] = lines_about(crawls[name])
    assert words in line
    assert "WARNING" in line


def test_a_host_with_rules_as_usual_gets_no_line(crawls):
    assert lines_about(crawls["mixed 8"]) == lines_about(crawls["404 with rules"]) == []
