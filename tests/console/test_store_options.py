from argparse import ArgumentParser
from datetime import date
from pathlib import Path

import pytest
from lab.publishers import KNOWN
from scrapy.settings import Settings

from newsscraper.console.store_options import add_days, file_named, publisher_named, window_of
from newsscraper.publisher.facts import Publisher
from newsscraper.window import Window

SETTINGS = Settings({"SPIDER_MODULES": ["newsscraper.spiders"]})


def days(*arguments):
    parser = ArgumentParser()
    add_days(parser)
    return window_of(parser.parse_args(arguments), Publisher)


def test_days_make_a_window_open_where_none_is_given():
    assert days() == Window()
    assert days("--since", "2026-01-02") == Window(date(2026, 1, 2))
    both = days("--since", "2026-01-02", "--until", "2026-01-31")
    assert both == Window(date(2026, 1, 2), date(2026, 1, 31))


@pytest.mark.parametrize("day", ["31-02-2026", ""])
def test_what_is_no_day_is_refused(capsys, day):
    with pytest.raises(SystemExit):
        days("--until", day)
    assert f"until={day} is not a day" in capsys.readouterr().err


def test_no_name_stands_for_all_publishers():
    assert publisher_named(None, SETTINGS) is Publisher
    assert publisher_named("detik", SETTINGS).name == "detik"


@pytest.mark.parametrize("name", ["kompos", ""])
def test_an_unknown_name_is_refused_with_the_known_ones(capsys, name):
    with pytest.raises(SystemExit):
        publisher_named(name, SETTINGS)
    said = f"there is no publisher {name!r}; known are {KNOWN}"
    assert capsys.readouterr().err == f"newsscraper: {said}\n"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("a b.csv", "a b.csv"),
        ("File:///a%20b.csv", "/a b.csv"),
        ("file://localhost/a.csv", "/a.csv"),
        ("a:b.csv", "a:b.csv"),
    ],
)
def test_a_file_is_named_by_its_path_or_its_uri(name, path):
    assert file_named(name) == Path(path)


@pytest.mark.parametrize("name", ["FTP://u:p@host/a.csv", "file://host/a.csv", "stdout://a.csv"])
def test_what_lies_elsewhere_is_no_file(name):
    with pytest.raises(ValueError, match="no file") as wrong:
        file_named(name)
    assert "u:p" not in str(wrong.value)
