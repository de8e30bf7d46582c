"""A file that grows, and what is made of it when its writer was killed."""

import io
import os
import random
from datetime import UTC, datetime

import pytest

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.record.growing_file import GrowingFile, close_torn, whole_length
from newsscraper.store.clock import Clock


class Still(Clock):
    def now(self):
        return datetime(2026, 1, 20, 11, 30, tzinfo=UTC)


CLOCK = Still()
STEM = f"detik-20260120T113000Z-{os.getpid()}-"


def begun(folder):
    return GrowingFile.begin(folder, "detik", CLOCK)


def names(folder):
    return sorted(each.name for each in folder.iterdir())


def test_a_file_has_its_name_once_it_is_closed(tmp_path):
    file = begun(tmp_path)
    assert [file.append(b"abc"), file.append(b"de")] == [0, 3]
    growing = f"{STEM}00001.warc.gz.open"
    assert (tmp_path / growing).read_bytes() == b"abcde"
    assert names(tmp_path) == [growing, f"{growing}.lock"]
    file.close()
    assert names(tmp_path) == [f"{STEM}00001.warc.gz"]


def test_no_two_writers_have_one_file(tmp_path):
    files = [begun(tmp_path) for _ in range(3)]
    files[0].close()
    files.append(begun(tmp_path))
    for file in files[1:]:
        file.close()
    assert names(tmp_path) == [f"{STEM}0000{number}.warc.gz" for number in (1, 2, 3, 4)]


def test_a_file_of_a_living_writer_is_left_alone(tmp_path, exchange):
    file = begun(tmp_path)
    file.append(exchange().response_record())
    close_torn(tmp_path, CLOCK)
    assert names(tmp_path)[0].endswith(".open")
    file.close()


def test_a_torn_file_ends_with_its_last_whole_record(tmp_path, exchange):
    one, other = exchange().response_record(), exchange(body=b"x" * 999).response_record()
    for cut in [0, 1, len(one) - 1, len(one), len(one) + 1, len(one + other) - 1, len(one + other)]:
        growing = tmp_path / f"{STEM}00001.warc.gz.open"
        growing.write_bytes((one + other)[:cut])
        close_torn(tmp_path, CLOCK)
        whole = [b"", one, one + other][(cut >= len(one)) + (cut >= len(one + other))]
        assert names(tmp_path) == ([f"{STEM}00001.warc.gz"] if whole else [])
        if whole:
            assert (tmp_path / f"{STEM}00001.warc.gz").read_bytes() == whole
            (tmp_path / f"{STEM}00001.warc.gz").unlink()


def test_what_others_write_is_never_cut(tmp_path, exchange):
    torn = exchange().response_record()[:-9]
    own = f"{STEM}00001.warc.gz"
    for name in ("WEB-2026-00001.warc.gz.open", own, f"{own}.open"):
        (tmp_path / name).write_bytes(torn)
    before = names(tmp_path)
    close_torn(tmp_path, CLOCK)
    assert names(tmp_path) == before
    assert {file.read_bytes() for file in tmp_path.iterdir()} == {torn}


def test_a_lock_that_a_killed_run_left_is_taken_away(tmp_path):
    (tmp_path / f"{STEM}00001.warc.gz.open.lock").touch()
    (tmp_path / "other.open.lock").touch()
    close_torn(tmp_path, CLOCK)
    assert names(tmp_path) == ["other.open.lock"]


def test_an_end_that_could_not_be_cut_off_is_left_to_the_next_run(tmp_path, exchange):
    file = begun(tmp_path)
    whole = exchange().response_record()
    file.append(whole)
    with (tmp_path / f"{STEM}00001.warc.gz.open").open("ab") as stream:
        stream.write(whole[:20])
    file.close()
    assert names(tmp_path) == [f"{STEM}00001.warc.gz.open"]
    close_torn(tmp_path, CLOCK)
    assert names(tmp_path) == [f"{STEM}00001.warc.gz"]
    assert (tmp_path / f"{STEM}00001.warc.gz").read_bytes() == whole


def test_members_longer_than_a_read_are_whole(exchange):
    body = random.Random(1).randbytes(300_000)
    whole = exchange(body=body).response_record() * 3
    assert whole_length(io.BytesIO(whole)) == len(whole)
    assert whole_length(io.BytesIO(whole + whole[:70_000])) == len(whole)
    assert whole_length(io.BytesIO(whole + b"zeros" * 9)) == len(whole)


def test_a_folder_that_is_none_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises((CannotGoOn, OSError)) as caught:
        GrowingFile.begin(tmp_path / "file", "detik", CLOCK)
    assert getattr(caught.value, "exit_code", Exit.NOT_WRITTEN) == Exit.NOT_WRITTEN
