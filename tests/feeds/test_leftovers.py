"""What is done about files that runs left half-written, by a real store and real locks."""

import pytest
from filelock import FileLock

from newsscraper.failures import CannotGoOn
from newsscraper.feeds.files import lock_of, part_of
from newsscraper.feeds.leftovers import (
    forget_replaced,
    take_away_lock,
    take_back,
    take_back_leftovers,
)
from newsscraper.feeds.likeness import digest_of
from newsscraper.store import delivered
from newsscraper.store.clock import Clock
from newsscraper.store.file_names import FileNames

BEFORE, GROWN, PART = b"satu\n", b"satu\ndua\n", b"dua\ntiga\n"


@pytest.fixture
def left(store, tmp_path):
    """Return a function that leaves a half-written file, and returns its path."""

    def leave(name="out.jsonl", start_length=5, content=GROWN, part=PART):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        part_of(path).write_bytes(part)
        with store.writing() as transaction:
            if start_length is not None:
                delivered.close_file(transaction, store.files.name_of(path), start_length, "")
            delivered.open_file(transaction, store.files.name_of(path), start_length)
        return path

    return leave


def known(store, path):
    """What the store knows of a file."""
    with store.reading() as transaction:
        return delivered.file_at(transaction, store.files.name_of(path))


def is_open(store, path):
    """Whether the store thinks that the file is being written."""
    file = known(store, path)
    return bool(file and (file.is_open or file.has_part))


def test_a_file_is_cut_back_to_what_it_held_before_and_that_is_told(store, left, caplog):
    path = left()
    take_back(store, path)
    assert path.read_bytes() == BEFORE
    assert not part_of(path).exists()
    assert not is_open(store, path)
    [record] = caplog.records
    assert record.message == (
        f"{path}: 4 bytes cut off, of a run that was ended while it wrote them"
    )


def test_a_file_that_was_not_there_before_is_taken_away(store, left):
    path = left(start_length=None, content=b"dua\nti")
    take_back(store, path)
    assert not path.exists()
    assert known(store, path) is None


def test_a_part_whose_file_was_not_touched_yet_is_taken_away(store, tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_bytes(BEFORE)
    part_of(path).write_bytes(PART)
    with store.writing() as transaction:
        delivered.note_part(transaction, store.files.name_of(path))
    take_back_leftovers(store)
    assert path.read_bytes() == BEFORE
    assert not part_of(path).exists()
    assert known(store, path) is None


def test_a_file_that_is_whole_stays_as_it_is(store, left):
    path = left()
    with store.writing() as transaction:
        delivered.close_file(transaction, store.files.name_of(path), len(GROWN), "")
        delivered.settle_file(transaction, store.files.name_of(path))
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
    for each in (path, part_of(path)):
        each.unlink()
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
    record, _ = caplog.records
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
    assert is_open(store, path)


@pytest.mark.parametrize("content", [None, b"sa", b"lain\ndan lain\n"])
def test_a_file_that_is_another_by_now_stays_as_it_is_and_that_is_told(
    store, left, caplog, content
):
    path = left()
    path.unlink()
    if content:
        path.write_bytes(content)
    take_back(store, path)
    assert (path.read_bytes() if content else None) == content
    assert not is_open(store, path)
    [record] = caplog.records
    assert ("stays as it is" if content else "is gone") in record.message


def test_without_its_part_nothing_of_a_file_is_ours(store, left, caplog):
    path = left()
    part_of(path).unlink()
    take_back(store, path)
    assert path.read_bytes() == GROWN
    assert not is_open(store, path)
    [record] = caplog.records
    assert "nobody knows whose its end is" in record.message


@pytest.mark.parametrize("is_another", [False, True])
@pytest.mark.parametrize("is_cut_off", [False, True])
def test_what_was_noted_of_a_file_that_was_replaced_is_forgotten(
    store, tmp_path, is_cut_off, is_another
):
    path = tmp_path / "out.jsonl"
    path.write_bytes(GROWN)
    with store.writing() as transaction:
        delivered.close_file(
            transaction, store.files.name_of(path), len(GROWN), digest_of(path, len(GROWN))
        )
        if is_cut_off:
            delivered.open_file(transaction, store.files.name_of(path), len(GROWN))
    if is_another:
        path.write_bytes(b"lain lain lain\n")
    forget_replaced(store, path)
    assert (known(store, path) is None) is (is_cut_off or is_another)
    assert not lock_of(path).exists()


def test_what_was_noted_of_a_file_that_a_live_run_has_stays(store, left):
    path = left()
    with FileLock(lock_of(path)), pytest.raises(CannotGoOn):
        forget_replaced(store, path)
    assert is_open(store, path)


def test_a_part_that_is_somebody_elses_stays(store, left):
    path = left()
    take_back(store, path, keeps_part=True)
    assert path.read_bytes() == BEFORE
    assert part_of(path).exists()
    assert not is_open(store, path)


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


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("is_shared", [False, True])
def test_what_another_machine_may_be_writing_is_left_to_it(
    store, left, monkeypatch, tmp_path, is_shared
):
    shared = [tmp_path] if is_shared else []
    store.files = FileNames(store.place, map(str, shared))
    path = left()
    monkeypatch.setattr("socket.gethostname", lambda: "elsewhere")
    store.files = FileNames(store.place, map(str, shared))
    take_back_leftovers(store)
    assert path.read_bytes() == GROWN
    take_back(store, path)
    assert path.read_bytes() == (BEFORE if is_shared else GROWN)
