"""What is done about files that runs left half-written, by a real store and real locks."""

import pytest
from filelock import FileLock

from newsscraper.feeds.files import lock_of, part_of
from newsscraper.feeds.leftovers import take_away_lock, take_back, take_back_leftovers
from newsscraper.store import delivered
from newsscraper.store.clock import Clock

BEFORE, GROWN = b"satu\n", b"satu\ndua\n"


@pytest.fixture
def left(store, tmp_path):
    """Return a function that leaves a half-written file, and returns its path."""

    def leave(name="out.jsonl", start_length=5):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(GROWN)
        with store.writing() as transaction:
            delivered.open_file(transaction, str(path), start_length)
        return path

    return leave


def is_open(store, path):
    """Whether the store thinks that the file is being written."""
    with store.reading() as transaction:
        file = delivered.file_at(transaction, str(path))
    return bool(file and file.is_open)


def test_a_file_is_cut_back_to_what_it_held_before(store, left):
    path = left()
    take_back(store, path)
    assert path.read_bytes() == BEFORE
    assert not is_open(store, path)


def test_a_file_that_was_not_there_before_is_taken_away(store, left):
    path = left(start_length=None)
    take_back(store, path)
    assert not path.exists()
    with store.reading() as transaction:
        assert delivered.file_at(transaction, str(path)) is None


def test_a_file_that_is_whole_stays_as_it_is(store, left):
    path = left()
    with store.writing() as transaction:
        delivered.close_file(transaction, str(path), len(GROWN))
    take_back(store, path)
    take_back_leftovers(store)
    assert path.read_bytes() == GROWN


def test_all_leftovers_are_taken_back_at_once_and_no_lock_stays(store, left, tmp_path):
    paths = [left("a.jsonl"), left("b.csv")]
    take_back_leftovers(store)
    assert [path.read_bytes() for path in paths] == [BEFORE, BEFORE]
    assert not list(tmp_path.glob(".*.lock"))


def test_what_a_live_run_writes_stays(store, left, caplog):
    path = left()
    with FileLock(lock_of(path)):
        take_back_leftovers(store)
    assert path.read_bytes() == GROWN
    assert is_open(store, path)
    assert not caplog.records


def test_a_leftover_whose_folder_is_gone_is_left_for_a_later_run(store, left):
    path = left("gone/out.jsonl")
    path.unlink()
    path.parent.rmdir()
    take_back_leftovers(store)
    assert not path.parent.exists()
    assert is_open(store, path)


def test_a_leftover_that_cannot_be_had_is_told_and_harms_no_other(store, left, caplog):
    stuck, other = left("a.jsonl"), left("b.jsonl")
    lock_of(stuck).mkdir()
    take_back_leftovers(store)
    assert other.read_bytes() == BEFORE
    assert is_open(store, stuck)
    [record] = caplog.records
    assert "a.jsonl cannot be written" in record.message
    assert record.message.endswith("; a run that was cut off wrote to it")


def test_a_leftover_that_cannot_be_cut_back_is_told(store, left, caplog):
    path = left()
    path.unlink()
    path.mkdir()
    take_back_leftovers(store)
    [record] = caplog.records
    assert record.message == (
        f"{path}, of a run that was cut off, cannot be cut back (Is a directory)"
    )


def test_a_lock_that_nobody_holds_is_taken_away(tmp_path):
    path = tmp_path / "out-1.jsonl"
    lock_of(path).touch()
    take_away_lock(path, Clock())
    assert not lock_of(path).exists()


def test_a_lock_that_a_live_run_holds_stays(tmp_path):
    path = tmp_path / "out-1.jsonl"
    with FileLock(lock_of(path)):
        take_away_lock(path, Clock())
        assert lock_of(path).exists()


def test_where_there_is_no_lock_none_is_made(tmp_path):
    take_away_lock(tmp_path / "new" / "out.jsonl", Clock())
    assert list(tmp_path.iterdir()) == []


def test_the_lock_of_a_file_is_that_of_its_part(tmp_path):
    path = tmp_path / "out.jsonl"
    assert lock_of(part_of(path)) == lock_of(path) == tmp_path / ".out.jsonl.lock"
