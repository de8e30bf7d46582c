"""Whether a file is still the one that it was, on a real disk."""

import pytest

from newsscraper.feeds.likeness import Likeness, digest_of, is_as_noted

LONG = b"x" * 10_000 + b"satu"


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_bytes(LONG)
    return path


def is_same(before, path):
    with path.open("rb") as file:
        return before.is_of(file)


def test_where_there_is_no_file_there_is_no_likeness(tmp_path):
    assert Likeness.of(tmp_path / "out.jsonl") is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LONG, True),
        (LONG + b"dua", True),
        (LONG[:-1], False),
        (LONG[:-1] + b"U", False),
        (b"y" + LONG, False),
    ],
)
def test_a_file_is_known_by_its_end_whatever_was_added(path, content, expected):
    before, digest = Likeness.of(path), digest_of(path, len(LONG))
    path.write_bytes(content)
    assert is_same(before, path) is expected
    assert is_as_noted(path, len(LONG), digest) is expected


def test_a_copy_in_its_place_is_another_file_to_who_has_it_open_and_the_same_to_later_runs(path):
    before, digest = Likeness.of(path), digest_of(path, len(LONG))
    copy = path.with_name("copy")
    copy.write_bytes(LONG)
    copy.replace(path)
    assert not is_same(before, path)
    assert is_as_noted(path, len(LONG), digest)


@pytest.mark.parametrize(("length", "expected"), [(len(LONG), True), (len(LONG) + 1, False)])
def test_without_a_digest_it_goes_by_length(path, length, expected):
    assert is_as_noted(path, length, None) is expected


@pytest.mark.parametrize("digest", [None, "0"])
def test_a_file_that_is_gone_is_not_as_noted(path, digest):
    path.unlink()
    assert not is_as_noted(path, 4, digest)
