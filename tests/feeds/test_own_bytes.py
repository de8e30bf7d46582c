"""What is taken out of a file that a run was appending to when it was cut off."""

import gzip

import pytest

from newsscraper.feeds.files import part_of
from newsscraper.feeds.own_bytes import has_begun_to_append, take_out

START = b"satu\n"
PART = b'{"key": 1}\n{"key": 2}\n'
PACKED = gzip.compress(PART, mtime=0)
USER = b'{"key": "milik pengguna"}\n'


@pytest.mark.parametrize(
    ("part", "behind", "left"),
    [
        (PART, b"", b""),
        (PART, PART, b""),
        (PART, PART[:7], b""),
        (PART, PART + USER, USER),
        (PART, PART[:11] + USER, USER),
        (PART, PART[:15] + b"x\n" + USER, PART[11:15] + b"x\n" + USER),
        (PART, PART[:7] + USER, PART[:7] + USER),
        (PART, USER, USER),
        (PACKED, PACKED[:9], b""),
        (PACKED, PACKED + b"x", b"x"),
        (PACKED, PACKED[:30] + b"\nx", PACKED[:30] + b"\nx"),
    ],
)
@pytest.mark.parametrize("start", [START, b"", None])
def test_only_what_is_surely_ours_is_taken_out(tmp_path, part, behind, left, start):
    path = tmp_path / "out.jsonl"
    path.write_bytes((start or b"") + behind)
    part_of(path).write_bytes(part)
    take_out(path, part_of(path), None if start is None else len(start))
    if start is None and not left and behind:
        assert not path.exists()
    elif path.exists():
        assert path.read_bytes() == (start or b"") + left
    assert not [each for each in tmp_path.iterdir() if each.suffix == ".cut"]


@pytest.mark.parametrize("start", [b"", START])
def test_where_nothing_was_written_nothing_is_told(tmp_path, caplog, start):
    path = tmp_path / "out.jsonl"
    path.write_bytes(start)
    part_of(path).write_bytes(PART)
    take_out(path, part_of(path), len(start) or None)
    assert path.exists() is bool(start)
    assert not caplog.records


def test_what_stood_there_before_is_never_compared(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_bytes(PART + PART[:7])
    part_of(path).write_bytes(PART)
    take_out(path, part_of(path), len(PART))
    assert path.read_bytes() == PART


def test_the_permissions_stay(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_bytes(START + PART + USER)
    path.chmod(0o640)
    part_of(path).write_bytes(PART)
    take_out(path, part_of(path), len(START))
    assert path.read_bytes() == START + USER
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("end", "has_begun"),
    [
        (b"", False),
        (PART[:4], True),
        (PART[:11], True),
        (PART[:15], True),
        (PART, True),
        (PART + USER, False),
        (PART[:15] + b"x", False),
        (USER[:-1], False),
        (b"\n", False),
    ],
)
@pytest.mark.parametrize("start", [START, START * 300_000, b""])
def test_a_file_tells_by_its_end_whether_a_part_was_being_appended(tmp_path, end, has_begun, start):
    path = tmp_path / "out.jsonl"
    path.write_bytes(start + end)
    assert not has_begun_to_append(part_of(path), path)
    part_of(path).write_bytes(PART)
    assert has_begun_to_append(part_of(path), path) is has_begun


def test_a_file_that_is_not_there_has_no_end(tmp_path):
    part_of(tmp_path / "a").write_bytes(PART)
    assert not has_begun_to_append(part_of(tmp_path / "a"), tmp_path / "a")
