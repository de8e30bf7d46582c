"""Files that are old or new, on a real disk."""

import os
import stat

import pytest

from newsscraper.feeds.files import cut_back, is_regular, length_of, part_of, put_in_place


@pytest.fixture
def path(tmp_path):
    """Return where a file may lie."""
    return tmp_path / "out.jsonl"


def test_a_part_takes_the_place_of_the_file(path):
    path.write_text("lama")
    part_of(path).write_text("baru")
    put_in_place(part_of(path), path)
    assert path.read_text() == "baru"
    assert not part_of(path).exists()


def test_the_new_file_keeps_the_permissions_of_the_old_one(path):
    path.write_text("lama")
    path.chmod(0o640)
    part_of(path).write_text("baru")
    put_in_place(part_of(path), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_part_can_become_a_file_that_was_not_there(path):
    part_of(path).write_text("baru")
    put_in_place(part_of(path), path)
    assert path.read_text() == "baru"


@pytest.mark.parametrize(
    ("length", "left"), [(4, b"satu"), (0, b""), (8, b"satu dua"), (99, b"satu dua")]
)
def test_a_file_is_cut_back_and_never_made_longer(path, length, left):
    path.write_bytes(b"satu dua")
    cut_back(path, length)
    assert path.read_bytes() == left


def test_a_file_that_was_not_there_is_taken_away(path):
    path.write_bytes(b"satu")
    cut_back(path, None)
    assert not path.exists()


@pytest.mark.parametrize("length", [None, 0, 4])
def test_a_file_that_is_gone_already_needs_no_cutting(path, length):
    cut_back(path, length)
    assert not path.exists()


def test_the_length_of_a_file_is_known_and_none_if_it_is_not_there(path):
    assert length_of(path) is None
    path.write_bytes(b"satu")
    assert length_of(path) == 4


def test_files_and_what_can_become_one_are_regular_pipes_devices_and_folders_are_not(path):
    assert is_regular(path)
    path.touch()
    assert is_regular(path)
    pipe = path.with_name("pipe")
    os.mkfifo(pipe)
    for other in (pipe, path.parent):
        assert not is_regular(other)
