"""robots.txt is judged before the first page, whatever starts at once and however it answers."""

import asyncio
import re
import socket
import threading
from contextlib import closing
from functools import cache
from types import SimpleNamespace

import pytest
from scrapy import Request, Spider
from scrapy.core.engine import ExecutionEngine
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import TextResponse
from scrapy.utils.test import get_crawler
from worlds.hosts import RobotsHost

from newsscraper.downloader import robots
from newsscraper.downloader.robots import BOMB_BYTES, MAX_AGE, RobotsTxtMiddleware
from newsscraper.downloader.robots_file import MAX_BYTES
from newsscraper.failures import Fate, Reason, Refusal, Verdict

SLOW = pytest.mark.slow
CONCURRENCY = (pytest.param(1, marks=SLOW), pytest.param(8, marks=SLOW), 16)
PAGES = [f"/page/{number}" for number in range(10)]
SECRETS = [f"/secret/{number}" for number in range(10)]
ALL, NONE = sorted(PAGES + SECRETS), []

DENY = b"User-agent: *\nDisallow: /\n"
DENY_SECRETS = b"User-agent: newsscraper\nDisallow: /secret\n"
COMMENT = b"# a comment as long as this line, again and again\n"
# The limit falls inside the last but one line: cut there, it would forbid everything.
FILLED = (DENY_SECRETS + COMMENT * (MAX_BYTES // len(COMMENT)))[: MAX_BYTES - 12]
LONG = FILLED + b"\nDisallow: /page/1\nDisallow: /page/2\n"
HUGE = LONG + COMMENT * (80 * MAX_BYTES // len(COMMENT))
FOR_SCRAPY = b"User-agent: Scrapy\nDisallow: /\n\nUser-agent: *\nDisallow: /secret\n"
FOR_US = b"User-agent: *\nDisallow: /\n\nUser-agent: NewsScraper\nDisallow: /secret\n"
FOR_NEWS = b"User-agent: news # all of it\r\nAllow: /\r\n\r\nUser-agent: *\r\nDisallow: /secret\r\n"
CHALLENGE = b"<html><head><title>Just a moment...</title></head><body></body></html>"


def hops(count):
    """Answers with so many redirects before the rules."""

    def answer(path):
        hop = int(path.partition("?")[2] or 0)
        return (302, b"", {"Location": f"/robots.txt?{hop + 1}"}) if hop < count else DENY_SECRETS

    return answer


def rules(status, body, **headers):
    """Answers with *status*, *body* and *headers*."""
    return lambda path: (status, body, headers)


# State -> how robots.txt answers, and what may be asked for then.
STATES = {
    "all denied": (rules(200, DENY), NONE),
    "a part denied": (rules(200, DENY_SECRETS), PAGES),
    "empty": (rules(200, b""), ALL),
    "204": (rules(204, b""), ALL),
    "404 with rules": (rules(404, DENY), ALL),
    "410 with rules": (rules(410, DENY), ALL),
    "403": (rules(403, b""), ALL),
    "500": (rules(500, b""), NONE),
    "503 with rules": (rules(503, b"User-agent: *\nAllow: /\n"), NONE),
    "five redirects": (hops(5), PAGES),
    "six redirects": (hops(6), NONE),
    "redirect off the site": (rules(301, b"", Location="http://other.test/robots.txt"), NONE),
    "redirect to this machine": (rules(301, b"", Location="http://127.0.0.1/robots.txt"), NONE),
    "for Scrapy": (rules(200, FOR_SCRAPY), PAGES),
    "for us": (rules(200, FOR_US), PAGES),
    "for us with a version": (
        rules(200, FOR_US.replace(b"NewsScraper", b"NewsScraper/1.0")),
        PAGES,
    ),
    "for the beginning of our name": (rules(200, FOR_NEWS), PAGES),
    "CR LF and a mark": (rules(200, b"\xef\xbb\xbf" + DENY.replace(b"\n", b"\r\n")), NONE),
    "longer than it says": (
        rules(200, DENY_SECRETS + b"Disallow: /", Content_Length=len(DENY_SECRETS)),
        PAGES,
    ),
    "cut off": (rules(200, b"User-agent: *\nAllow: /\n", Content_Length=999), NONE),
    "challenge": (rules(200, CHALLENGE, Content_Type="text/html"), NONE),
    "hanging": (None, NONE),
}

OTHERS = {
    "long": (rules(200, LONG), PAGES),
    "huge": (rules(200, HUGE), PAGES),
    "neighbour": (rules(200, DENY_SECRETS), PAGES),
}


def urls_of(host):
    pairs = zip(PAGES, SECRETS, strict=True)
    return [f"http://{host}.example.id{path}" for pair in pairs for path in pair]


def job(name, number, url):
    """A crawl of 20 pages which all start at once."""
    settings = {
        "REPLAY": url,
        "CONCURRENT_REQUESTS": number,
        "CONCURRENT_REQUESTS_PER_DOMAIN": number,
        "DOWNLOAD_TIMEOUT": 0.5 if name == "hanging" else 30,
        "RETRY_ENABLED": name == "503 with rules",
    }
    return {
        "urls": urls_of(f"s{number}"),
        "settings": settings,
        "cmdline": {"DOWNLOAD_DELAY": 0},
        "allowed_domains": ["example.id"],
    }


@pytest.fixture(scope="module")
def crawls_of(answer_with, run_crawls):
    """Return a function that crawls with so many requests at once, all in one process.

    By name what came of each crawl and its server.
    """

    @cache
    def crawled(number):
        finished = threading.Event()
        states = STATES | OTHERS
        servers = {name: answer_with(RobotsHost(states[name][0], finished)) for name in states}
        jobs = {name: job(name, number, servers[name].url) for name in states}
        with closing(socket.socket()) as nobody:
            nobody.bind(("127.0.0.1", 0))  # but does not listen
            address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
            jobs["unreachable"] = job("unreachable", number, address)
            outcomes = run_crawls(list(jobs.values()))
        finished.set()
        return {
            name: SimpleNamespace(**outcome, server=servers.get(name), log=outcomes.log)
            for name, outcome in zip(jobs, outcomes, strict=True)
        }

    return crawled


@pytest.fixture
def crawls(crawls_of):
    """The crawls with the most requests at once."""
    return crawls_of(16)


def pages_asked_for(crawl):
    return sorted(path for path in crawl.server.paths() if path.startswith(("/page", "/secret")))


def robots_asked_for(crawl):
    return crawl.server.paths().count("/robots.txt")


@pytest.mark.parametrize("number", CONCURRENCY)
@pytest.mark.parametrize("state", STATES)
def test_what_is_forbidden_is_never_asked_for_and_all_the_rest_is(crawls_of, state, number):
    crawl = crawls_of(number)[state]
    assert pages_asked_for(crawl) == sorted(STATES[state][1])
    assert len(crawl.failed) == len(ALL) - len(STATES[state][1])
    assert crawl.server.paths()[0] == "/robots.txt", "before anything else"
    assert robots_asked_for(crawl) == (3 if state == "503 with rules" else 1)
    assert crawl.robots_parsed == 1


@pytest.mark.parametrize("number", CONCURRENCY)
@pytest.mark.parametrize("state", STATES)
def test_nothing_but_the_publisher_is_asked(crawls_of, state, number):
    seen = crawls_of(number)[state].server.seen
    hosts = {headers.get("Host") for path, headers in seen if path != "hung up"}
    assert hosts == {f"s{number}.example.id"}


@pytest.mark.parametrize("number", CONCURRENCY)
def test_what_is_forbidden_says_so(crawls_of, number):
    failed = crawls_of(number)["all denied"].failed
    assert set(failed.values()) == {"Refusal: Forbidden by robots.txt"}


def test_a_site_that_cannot_be_connected_to_is_not_called_forbidden(crawls):
    crawl = crawls["unreachable"]
    assert set(crawl.failed.values()) == {"Refusal: The host does not answer at all"}
    assert len(crawl.failed) == len(ALL)
    assert crawl.stats["robotstxt/request_count"] == 1
    assert "robotstxt/response_count" not in crawl.stats
    assert sum("robotstxt/exception_count/" in stat for stat in crawl.stats) == 1


def test_one_forbidden_site_leaves_the_others_in_the_process_alone(crawls):
    assert pages_asked_for(crawls["neighbour"]) == sorted(PAGES)


@pytest.mark.parametrize("name", ["long", "huge"])
def test_only_whole_lines_within_the_limit_count(crawls, name):
    assert pages_asked_for(crawls[name]) == sorted(PAGES)


def test_a_huge_file_is_not_read_to_its_end(crawls):
    assert "hung up" in crawls["huge"].server.paths()


def test_scrapys_statistics_keep_their_names(crawls):
    stats = crawls["all denied"].stats
    assert {name: value for name, value in stats.items() if name.startswith("robotstxt/")} == {
        "robotstxt/request_count": 1,
        "robotstxt/response_count": 1,
        "robotstxt/response_status_count/200": 1,
        "robotstxt/forbidden": len(ALL),
    }


def test_one_line_says_that_and_why_a_whole_host_is_forbidden(crawls):
    found = re.findall(r"WARNING: (http://s16\S+/robots.txt .*)", crawls["neighbour"].log)
    forbidden = [state for state, (_, allowed) in STATES.items() if not allowed]
    assert len(found) == len(forbidden) + 1, "and the one that cannot be connected to"
    for words in ("forbids us all", "answers 500,", "answers 503,", "Timeout", "challenge_page"):
        assert any(words in line for line in found), words


def test_rules_are_fetched_again_after_a_day(answer_with, run_crawls):
    server = answer_with(RobotsHost(rules(200, DENY_SECRETS), threading.Event()))
    # As many seconds as a request needs, and the pause after it.
    run_crawls(
        [job("a part denied", 1, server.url) | {"cmdline": {"DOWNLOAD_DELAY": 0.05}, "day": 0.5}]
    )
    assert 2 <= robots_asked_for(SimpleNamespace(server=server)) <= 20


# --- Without a network: what is raised, and what is asked for -------------------------------------

PAGE, SECRET = "http://example.id/page", "http://example.id/secret"
STOPPED = Refusal(Verdict(Fate.PUT_OFF, Reason.STOPPED), "the crawl ends")


class Engine(ExecutionEngine):
    """Scrapy's, which answers each download with the same, or raises it, after others had time."""

    answer = None
    asked = ()

    async def download_async(self, request):
        self.asked = [*self.asked, request]
        await asyncio.sleep(0)
        if isinstance(self.answer, Exception):
            raise self.answer
        status, body = self.answer
        headers = {"Content-Type": "text/plain"}
        return TextResponse(request.url, status, headers, body, request=request)


@pytest.fixture
def guard():
    """Return a function that makes the middleware before an engine with that answer."""

    def made(answer):
        handlers = dict.fromkeys(("http", "https", "data", "file", "ftp", "s3"))
        given = {"ROBOTSTXT_OBEY": True, "ROBOTSTXT_USER_AGENT": "newsscraper"}
        crawler = get_crawler(Spider, given | {"DOWNLOAD_HANDLERS": handlers})
        crawler.spider = Spider.from_crawler(crawler, name="fetch")
        crawler.engine = Engine(crawler, lambda _: None)
        crawler.engine.answer = answer
        return RobotsTxtMiddleware.from_crawler(crawler)

    return made


def judged(guard, *urls):
    """What is raised for pages that are asked for at once, None for those that are allowed."""

    async def all_at_once():
        waiting = (guard.process_request(Request(url)) for url in urls)
        return await asyncio.gather(*waiting, return_exceptions=True)

    return [getattr(each, "verdict", each) for each in asyncio.run(all_at_once())]


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ((200, DENY_SECRETS), Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)),
        ((500, b""), Verdict(Fate.REFUSED, Reason.ROBOTS_ERROR)),
        (DownloadTimeoutError("late"), Verdict(Fate.REFUSED, Reason.ROBOTS_ERROR)),
        (CannotResolveHostError("no name"), Verdict(Fate.FAILED, Reason.NO_ANSWER)),
        ((404, DENY), None),
    ],
)
def test_a_refusal_says_whether_the_host_forbids_fails_or_is_silent(guard, answer, verdict):
    middleware = guard(answer)
    assert judged(middleware, SECRET) == [verdict]
    allowed = verdict if verdict and verdict.reason != Reason.ROBOTS_TXT else None
    assert judged(middleware, PAGE) == [allowed]
    assert len(middleware.crawler.engine.asked) == 1


def test_pages_that_wait_at_once_share_one_judgement(guard):
    middleware = guard((200, DENY_SECRETS))
    forbidden = Verdict(Fate.REFUSED, Reason.ROBOTS_TXT)
    assert judged(middleware, PAGE, SECRET, PAGE, SECRET) == [None, forbidden] * 2
    assert len(middleware.crawler.engine.asked) == 1


def test_a_judgement_that_was_put_off_is_none(guard):
    middleware = guard(STOPPED)
    for times in (1, 2):
        assert judged(middleware, PAGE) == [STOPPED.verdict]
        assert len(middleware.crawler.engine.asked) == times


def test_the_file_is_asked_for_unpacked_unjudged_and_not_without_end(guard):
    middleware = guard((200, b""))
    judged(middleware, PAGE)
    [request] = middleware.crawler.engine.asked
    assert request.url == "http://example.id/robots.txt"
    assert request.headers["Accept-Encoding"] == b"identity"
    assert request.meta["dont_obey_robotstxt"]
    assert request.meta["download_maxsize"] == BOMB_BYTES


def test_a_file_is_kept_for_a_day_and_each_host_has_its_own(guard, monkeypatch):
    assert MAX_AGE == 24 * 60 * 60
    middleware = guard((200, b""))
    judged(middleware, PAGE)
    judged(middleware, PAGE, "http://www.example.id/page")
    hosts = [request.url for request in middleware.crawler.engine.asked]
    assert hosts == ["http://example.id/robots.txt", "http://www.example.id/robots.txt"]
    monkeypatch.setattr(robots, "MAX_AGE", -1)
    judged(middleware, PAGE)
    assert len(middleware.crawler.engine.asked) == 3
