"""Files that are old or new, on a real disk."""

import os
import stat

import pytest

from newsscraper.feeds.files import (
    append,
    cut_out,
    has_other_names,
    is_regular,
    length_of,
    other_name,
    part_of,
    put_in_place,
    same_length,
)


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
    ("start", "end", "left"), [(4, 8, b"satu"), (0, 8, b""), (0, 4, b" dua"), (4, 5, b"satudua")]
)
def test_bytes_are_cut_out_of_a_file(path, start, end, left):
    path.write_bytes(b"satu dua")
    cut_out(path, start, end)
    assert path.read_bytes() == left
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_that_grows_while_it_is_cut_stays_as_it_is(path, monkeypatch):
    path.write_bytes(b"satu dua")

    def grow(descriptor):
        with path.open("ab") as file:
            file.write(b" tiga")

    monkeypatch.setattr(os, "fsync", grow)
    with pytest.raises(OSError, match="somebody is writing to it"):
        cut_out(path, 0, 4)
    assert path.read_bytes() == b"satu dua tiga"
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("line", [b"x" * 10 + b"\n", b"x" * 700_000 + b"\n", b"x" * 3_000_000])
def test_a_part_is_appended_in_whole_lines_if_they_are_not_too_long(path, line):
    part_of(path).write_bytes(line * 5)
    written = []

    class File:
        def write(self, data):
            written.append(data)

        def flush(self):
            pass

        def fileno(self):
            return opened.fileno()

    with path.open("wb") as opened:
        append(part_of(path), File())
    assert b"".join(written) == line * 5
    if len(line) < 1 << 20:
        assert all(each.endswith(b"\n") for each in written)


@pytest.mark.parametrize(
    ("content", "start", "same"),
    [(b"", 0, 0), (b"satu", 0, 4), (b"xxsatux", 2, 4), (b"saku", 0, 2), (b"satu dua!", 0, 8)],
)
def test_the_common_beginning_of_a_part_and_a_file_is_known(path, content, start, same):
    path.write_bytes(content)
    part_of(path).write_bytes(b"satu dua")
    assert same_length(part_of(path), path, start) == same


def test_the_common_beginning_may_be_long(path):
    common = b"satu\n" * 500_000
    path.write_bytes(common + b"dua")
    part_of(path).write_bytes(common + b"dan")
    assert same_length(part_of(path), path, 0) == len(common) + 1


def test_the_length_of_a_file_is_known_and_none_if_it_is_not_there(path):
    assert length_of(path) is None
    path.write_bytes(b"satu")
    assert length_of(path) == 4


def test_hard_links_are_other_names_of_a_file_and_what_is_no_more_is_none(path):
    copy, link = path.with_name("copy"), path.with_name("link")
    names = [path, copy, path.with_name("gone"), link]
    path.write_bytes(b"satu\n")
    copy.write_bytes(path.read_bytes())
    assert not has_other_names(path)
    assert other_name(path, names) is None
    link.hardlink_to(path)
    assert has_other_names(path)
    assert other_name(path, names) == link
    assert other_name(link, names) == path


def test_a_file_that_is_not_there_has_no_other_names(path):
    assert not has_other_names(path.with_name("gone"))


def test_files_and_what_can_become_one_are_regular_pipes_devices_and_folders_are_not(path):
    assert is_regular(path)
    path.touch()
    assert is_regular(path)
    pipe = path.with_name("pipe")
    os.mkfifo(pipe)
    for other in (pipe, path.parent):
        assert not is_regular(other)
