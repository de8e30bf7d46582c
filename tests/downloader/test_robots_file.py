"""What a robots.txt says, by itself."""

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadTimeoutError
from scrapy.http import Response
from scrapy.robotstxt import ProtegoRobotParser
from twisted.internet.error import ConnectError

from newsscraper.downloader.robots_file import (
    MAX_BYTES,
    delay_of,
    rules_of,
    unreachable,
    whole_lines,
    without_lookalikes,
)

URL = "https://mediaindonesia.com/robots.txt"
RULES = b"User-agent: *\nDisallow: /cari\n"
TOKEN = "newsscraper"


def is_open(file, path="/ekonomi/1/judul"):
    return ProtegoRobotParser(file.text, None).allowed(f"https://mediaindonesia.com{path}", TOKEN)


def delay(text):
    return delay_of(text, ProtegoRobotParser(text, None), TOKEN)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429, 451])
def test_a_4xx_is_no_rules(status):
    file = rules_of(Response(URL, status, body=b"User-agent: *\nDisallow: /"))
    assert is_open(file)
    assert not file.is_unknown


@pytest.mark.parametrize("status", [200, 204, 206])
def test_a_2xx_brings_the_rules(status):
    file = rules_of(Response(URL, status, body=RULES))
    assert (file.text, file.is_unknown, file.is_silent) == (RULES, False, False)
    assert is_open(file)
    assert not is_open(file, "/cari")


@pytest.mark.parametrize("status", [304, 500, 503])
def test_any_other_answer_forbids_all_as_nothing_is_known(status):
    file = rules_of(Response(URL, status, body=b"User-agent: *\nAllow: /"))
    assert not is_open(file)
    assert file.is_unknown
    assert str(status) in file.why


def test_no_answer_forbids_all_and_only_without_a_connection_the_host_is_silent():
    refused = OSError()
    refused.__cause__ = ConnectError()
    errors = [DownloadTimeoutError(), CannotResolveHostError(), refused]
    files = [unreachable(error) for error in errors]
    assert not any(is_open(file) for file in files)
    assert all(file.is_unknown for file in files)
    assert [file.is_silent for file in files] == [False, True, True]
    assert "DownloadTimeoutError" in files[0].why


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_a_line_that_the_limit_would_cut_is_left_out(end):
    line = b"Disallow: /a" + end
    long = line * (MAX_BYTES // len(line) + 9)
    kept = whole_lines(long)
    assert MAX_BYTES - len(line) < len(kept) <= MAX_BYTES
    assert kept.replace(line, b"") in (b"", b"Disallow: /a\r")
    assert whole_lines(line) == line


@pytest.mark.parametrize(
    ("line", "renamed"),
    [
        (b"User-agent: news", b"User-agent: not-news"),
        (b"user-agent:n # all", b"user-agent:not-n # all"),
        (b"User-agent: NewsScraper/1.0", b"User-agent: NewsScraper"),
        (b"User-agent: newsscraper", b"User-agent: newsscraper"),
        (b"User-agent: newsscrapers", b"User-agent: newsscrapers"),
        (b"User-agent: *", b"User-agent: *"),
        (b"Disallow: /news", b"Disallow: /news"),
    ],
)
def test_only_groups_for_the_beginning_of_our_name_are_renamed(line, renamed):
    text = b"%s\r\nDisallow: /\r\n"
    assert without_lookalikes(text % line, TOKEN) == text % renamed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (b"User-agent: *\nCrawl-delay: 2.5\n", 2.5),
        (b"User-agent: *\nRequest-rate: 2/10\n", 5),
        (b"User-agent: *\nCrawl-delay: 7\nRequest-rate: 2/10\n", 7),
        (b"\xef\xbb\xbfUser-agent: *\nRequest-rate: 1/3\n", 3),
        (b"User-agent: other\nCrawl-delay: 9\nRequest-rate: 1/60\n", 0),
        (b"User-agent: *\nRequest-rate: soon\nCrawl-delay: x\n", 0),
        (b"", 0),
    ],
)
def test_the_longer_of_crawl_delay_and_request_rate_counts(text, seconds):
    assert delay(text) == seconds
