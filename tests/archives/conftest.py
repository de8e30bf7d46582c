"""Archives made of pages of two publishers, and a command that reads them."""

import pytest
from lab.command_line import run
from lab.project import FIXTURES
from lab.warcs import Warc

from newsscraper.console.saved_page import saved_pages


@pytest.fixture(scope="session")
def pages():
    """URL -> body of the saved pages of Media Indonesia and Detik."""
    return {
        url: page.read_bytes()
        for page, url in saved_pages(FIXTURES)
        if url.startswith(("https://mediaindonesia.com/", "https://news.detik.com/"))
    }


@pytest.fixture
def warc(tmp_path):
    """Return a function that makes a WARC file of (URL, body) pairs."""

    def made(name, pairs, **began):
        with Warc(tmp_path / name, **began) as warc:
            for url, body in pairs:
                warc.page(url, body)
        return tmp_path / name

    return made


@pytest.fixture
def reextract(tmp_path):
    """Return a function that runs `scrapy reextract ARGUMENTS` in a folder of its own."""
    return lambda *arguments, **more: run(tmp_path, "reextract", *arguments, **more)
