"""The publishers that code may name."""

import pytest

from newsscraper.library.known_publishers import (
    UnknownPublisher,
    own_settings,
    owner,
    publisher_called,
)
from newsscraper.publisher.facts import Publisher


def test_the_settings_are_those_of_the_project_in_every_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SCRAPY_SETTINGS_MODULE", raising=False)
    assert own_settings()["BOT_NAME"] == "newsscraper"


def test_a_publisher_is_found_by_its_name_or_by_a_url():
    assert publisher_called("detik").name == "detik"
    assert publisher_called(None) is Publisher
    url = "https://mediaindonesia.com/ekonomi/851796/judul"
    assert owner(url) is publisher_called("mediaindonesia")


def test_any_other_is_named_with_those_that_are_known():
    with pytest.raises(UnknownPublisher, match=r"no publisher 'koran'; known are detik, kompas"):
        publisher_called("koran")
