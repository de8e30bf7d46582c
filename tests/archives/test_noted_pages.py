"""Where pages lie, and which capture of a page follows another one."""

from datetime import UTC, datetime, timedelta

import pytest
from scrapy.http import Headers

from newsscraper.archives.captures import Capture
from newsscraper.archives.gathering import Gathering
from newsscraper.archives.noted_pages import noted

BEGAN = datetime(2026, 1, 21, 3, tzinfo=UTC)
ADDRESS = "//koran.id/1?page=2"


def page(place, minute=0, archive="/a.warc", digest="sha1:A"):
    moment = BEGAN + timedelta(minutes=minute)
    return noted(archive, Capture("", 200, Headers(), b"", place, moment, digest))


@pytest.fixture
def gathering(tmp_path):
    with Gathering(tmp_path / "gathered.db") as gathering:
        yield gathering


@pytest.fixture
def merge(tmp_path, gathering):
    """Return a function that takes in an archive with a first page, further ones, and its join."""

    def merge(name, first=None, further=()):
        archive = f"/{name}.warc"
        with Gathering(tmp_path / name, is_of_one_file=True) as part:
            for place, minute in further:
                part.pages.note_further(page(place, minute, archive), ADDRESS, is_part=True)
            if first is not None:
                part.pages.note_first(page(0, first, archive))
            for each in part.pages.to_be_joined():
                step = part.pages.find(ADDRESS, each)
                part.put_joined(each, [step], None, None)
        gathering.merge(tmp_path / name, name, archive)

    return merge


def test_a_page_knows_its_archive_and_its_place_there():
    for place in (4711, "/pages/koran.id/1.html"):
        assert (page(place).archive, page(place).place) == ("/a.warc", place)
    assert page(0, 0).recorded < page(0, 1).recorded


@pytest.mark.parametrize(("minute", "place"), [(0, 1), (1, 1), (2, 3), (3, 3), (9, 2)])
def test_the_capture_that_was_made_next_follows_and_else_the_last_one(gathering, minute, place):
    for at, made in ((1, 1), (2, 5), (3, 3)):
        gathering.pages.note_further(page(at, made), ADDRESS, is_part=True)
    assert gathering.pages.find(ADDRESS, page(0, minute)).page.place == place


def test_of_the_same_moment_the_digest_decides_and_not_the_archive(gathering):
    for archive, digest in (("/a.warc", "sha1:B"), ("/z.warc", "sha1:A")):
        gathering.pages.note_further(page(1, 1, archive, digest), ADDRESS, is_part=True)
    assert gathering.pages.find(ADDRESS, page(0)).page.archive == "/z.warc"


@pytest.mark.parametrize(
    ("first", "own", "others", "is_again"),
    [
        (0, [], [9], True),
        (0, [5], [9], False),
        (0, [5], [3], True),
        (0, [5], [5], True),
        (6, [5], [3], False),
        (6, [5], [7], True),
        (0, [5], [], False),
    ],
)
def test_what_an_archive_could_not_have_better_is_not_looked_for_again(
    gathering, merge, first, own, others, is_again
):
    merge("a", first, enumerate(own, 1))
    merge("b", None, enumerate(others, 1))
    assert bool(list(gathering.pages.to_be_joined())) == is_again


def test_what_was_joined_among_all_is_not_until_there_are_more(gathering, merge):
    merge("a", 0)
    merge("b", None, [(1, 3)])
    (first,) = gathering.pages.to_be_joined()
    gathering.put_joined(first, [gathering.pages.find(ADDRESS, first)], None, None)
    assert not list(gathering.pages.to_be_joined())
    merge("c", None, [(1, 2)])
    assert list(gathering.pages.to_be_joined()) == [first]


def test_each_page_of_an_article_that_is_not_whole_counts_but_those_on_its_way(gathering, merge):
    merge("a", 0, [(1, 1), (2, 2)])
    assert gathering.counts() == {"not_whole": 2}
    gathering.pages.note_further(page(3, 9), ADDRESS, is_part=False)
    assert gathering.counts() == {"not_whole": 2}
    gathering.keep_only(set())
    assert gathering.counts() == {}
