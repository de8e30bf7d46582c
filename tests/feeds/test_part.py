"""The part of a file, on a real disk."""

import io
import os

import pytest

from newsscraper.feeds.part import Part


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out.csv.part"


def test_positions_count_from_the_beginning_of_the_file(path):
    with Part(path, 7) as part:
        assert part.tell() == 7
        part.write(b"satu")
        assert part.tell() == 11
    assert path.read_bytes() == b"satu"


@pytest.mark.parametrize(("before", "written"), [(0, b"\xef\xbb\xbfsatu"), (7, b"satu")])
def test_a_text_has_a_byte_order_mark_only_where_its_file_begins(path, before, written):
    with io.TextIOWrapper(Part(path, before), encoding="utf-8-sig") as text:
        text.write("satu")
    assert path.read_bytes() == written


def test_what_lay_there_before_is_gone(path):
    path.write_bytes(b"lama")
    Part(path, 0).close()
    assert path.read_bytes() == b""


def test_a_part_that_nobody_touched_is_in_place(path):
    with Part(path, 7) as part:
        part.write(b"satu")
        part.flush()
        part.check()
    assert part.is_in_place


@pytest.mark.parametrize("is_another", [False, True])
def test_a_part_that_was_taken_away_or_replaced_is_not_in_place(path, is_another):
    with Part(path, 7) as part:
        path.unlink()
        if is_another:
            path.touch()
        assert not part.is_in_place
        with pytest.raises(OSError, match="taken away or replaced"):
            part.check()


@pytest.mark.parametrize("length", [0, 3, 9])
def test_a_part_that_has_another_length_was_changed(path, length):
    with Part(path, 7) as part:
        part.write(b"satu")
        part.flush()
        os.truncate(path, length)
        with pytest.raises(OSError, match="was changed"):
            part.check()
