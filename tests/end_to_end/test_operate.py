"""The recipes for cron of the documentation, as it would run them: nearly no environment."""

import os
import re
import shlex
import subprocess
import sys

import pytest
from lab.project import PROJECT
from worlds.newsroom import Newsroom
from worlds.server import run_server

CRAWL, STALE = (
    line.split(maxsplit=5)[5]
    for page in ("deploy/README.md", "operate.md")
    for line in (PROJECT / "docs" / page).read_text(encoding="utf-8").splitlines()
    if re.match(r"\d+ \S+ \* \* \* ", line)
)

pytestmark = pytest.mark.slow


class Publisher(Newsroom):
    """A made-up publisher that may be out of order."""

    fault = None
    """Kind of fault: articles answer 500, lists do, or there is none."""

    def answer(self, url):
        is_article = re.search(r"/ekonomi/\d+/", url)
        is_list = "/indeks" in url
        if (self.fault == "articles" and is_article) or (self.fault == "lists" and is_list):
            return 500, {}, b"galat"
        return super().answer(url)


@pytest.fixture
def publisher():
    """A publisher of forty articles."""
    with run_server(Publisher(40)) as server:
        yield server


@pytest.fixture
def folder(tmp_path, publisher):
    """A project's folder in which the recipe's `.venv/bin/scrapy` is the real one."""
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = local\n")
    (tmp_path / "local.py").write_text(
        "from newsscraper.settings import *\n"
        f"REPLAY = '{publisher.url}'\nSTORE_URL = 'sqlite:///articles.db'\n"
        "DOWNLOAD_DELAY = 0\nRETRY_TIMES = 0\n"
    )
    script = tmp_path / ".venv/bin/scrapy"
    script.parent.mkdir(parents=True)
    python, paths = shlex.quote(sys.executable), shlex.quote(f"{PROJECT}{os.pathsep}{tmp_path}")
    command = f'PYTHONPATH={paths} exec {python} -m scrapy "$@" -s DOWNLOAD_DELAY=0'
    script.write_text(f"#!/bin/sh\n{command}\n")
    script.chmod(0o755)
    return tmp_path


def mail_of(line, folder):
    """What cron would mail: all that a line prints, run in its way."""
    process = subprocess.run(
        ["/bin/sh", "-c", line.replace("/srv/newsscraper", str(folder))],
        cwd="/",
        env={"HOME": "/", "LOGNAME": "news", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        timeout=120,
    )
    return process.stdout.decode()


def test_cron_mails_nothing_while_all_is_well(folder):
    assert [mail_of(CRAWL, folder) for _ in range(2)] == ["", ""]
    assert len((folder / "articles.jsonl").read_text().splitlines()) == 40
    assert "0 new; " in (folder / "crawl.log").read_text().splitlines()[-1]


def test_failed_articles_that_are_tried_again_are_no_alarm(folder, publisher):
    publisher.fault = "articles"
    mail_of(CRAWL, folder)
    publisher.fault = None
    assert mail_of(CRAWL, folder) == ""
    assert "Partial" in (folder / "crawl.log").read_text()


def test_cron_mails_the_last_lines_when_something_is_wrong(folder, publisher):
    publisher.fault = "lists"
    mail = mail_of(CRAWL, folder).splitlines()
    assert len(mail) == 3
    assert "Nothing found: " in mail[-1]


def test_a_bad_argument_is_mailed_in_its_one_line(folder):
    bad = CRAWL.replace("mediaindonesia", "mediaindonesia --since never")
    mail = mail_of(bad, folder)
    assert mail.startswith("newsscraper: since=never is not a day")
    assert mail.count("\n") == 1


def test_a_folder_that_is_not_there_is_mailed(folder):
    assert "none" in mail_of(CRAWL, folder / "none")


def test_cron_mails_when_nothing_new_has_come(folder):
    mail_of(CRAWL, folder)
    mail = mail_of(STALE, folder)
    assert mail.startswith("mediaindonesia has nothing newer than 2026-01-")
    assert mail.count("\n") == 1
    assert mail_of(STALE.replace("6h", "99999d"), folder) == ""
