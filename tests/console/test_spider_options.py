"""Spider arguments as options of the command."""

from argparse import ArgumentParser

import pytest

from newsscraper.console.spider_options import add_spider_options, merged
from newsscraper.crawl.arguments import NAMES


@pytest.fixture
def parser():
    parser = ArgumentParser(allow_abbrev=False)
    add_spider_options(parser)
    return parser


def test_each_argument_has_an_option_which_the_help_explains(parser):
    said = parser.format_help()
    for name in NAMES:
        assert f"--{name.replace('_', '-')} " in said


def test_an_option_means_what_the_argument_means(parser):
    given = "--since 2026-01-01 --until=2026-01-02 --max-pages 3 --urls @list --related 0".split()
    assert merged({}, parser.parse_args(given)) == {
        "since": "2026-01-01",
        "until": "2026-01-02",
        "urls": "@list",
        "related": "0",
        "max_pages": "3",
    }


def test_options_and_arguments_are_taken_together(parser):
    found = merged({"since": "today", "_job": "7"}, parser.parse_args(["--related", "0"]))
    assert found == {"since": "today", "_job": "7", "related": "0"}


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({"since": "today"}, ["--since", "today"]),
        ({"max_pages": "3"}, ["--max-pages", "3", "--max_pages=3"]),
    ],
)
def test_what_is_said_twice_alike_is_said_once(parser, given, options):
    assert merged(given, parser.parse_args(options)) == given


@pytest.mark.parametrize(
    ("given", "options", "said"),
    [
        ({"since": "today"}, ["--since", "7d"], "-a since=today and --since 7d differ"),
        ({}, ["--recheck", "1", "--recheck", "2"], "--recheck=1 and --recheck 2 differ"),
        ({"max_pages": "1"}, ["--max_pages", "2"], "-a max_pages=1 and --max-pages 2 differ"),
    ],
)
def test_what_is_said_twice_and_differs_is_refused(parser, given, options, said):
    with pytest.raises(ValueError, match=said):
        merged(given, parser.parse_args(options))
