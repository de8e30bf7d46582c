"""The local file of a delivery: what the store knows of it, and who may have it."""

import pytest
from scrapy import Spider

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.files import lock_of, part_of
from newsscraper.feeds.held_file import HeldFile
from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.store import delivered

BEFORE = b"satu\n"


@pytest.fixture
def out(tmp_path):
    """Return a file that a feed has written before."""
    out = tmp_path / "out.jsonl"
    out.write_bytes(BEFORE)
    return out


@pytest.fixture
def hold(store, out):
    """Return a function that holds the file, and returns its storage, too."""
    held = []

    def ready(*, overwrite=False):
        storage = LocalFeedStorage(str(out), feed_options={"overwrite": overwrite})
        held.append(HeldFile(store, storage))
        held[-1].prepare()
        return held[-1], storage

    yield ready
    for file in held:
        file.release()


def known(store, path):
    """What the store knows of a file: whether it is open, its length before and now."""
    with store.reading() as transaction:
        file = delivered.file_at(transaction, str(path))
    return file and (file.is_open, file.start_length, file.length)


def grow(storage, content=b"dua\n"):
    """Write through the storage."""
    file = storage.open(Spider("koran"))
    file.write(content)
    storage.store(file)


def test_a_file_is_locked_until_it_is_released(hold, out):
    file, _ = hold()
    assert lock_of(out).exists()
    file.release()
    assert not lock_of(out).exists()


def test_the_store_knows_that_a_file_will_grow_before_it_does(hold, store, out):
    file, _ = hold()
    assert known(store, out) is None
    file.note_begun()
    assert known(store, out) == (True, 5, None)


def test_the_store_remembers_how_long_a_continued_file_is(hold, store, out):
    file, storage = hold()
    file.note_begun()
    grow(storage)
    with store.writing() as transaction:
        assert file.note_ended(transaction, is_final=True) == str(out)
    assert known(store, out) == (False, 5, 9)


def test_the_store_forgets_a_file_that_was_replaced(hold, store, out):
    file, storage = hold(overwrite=True)
    file.note_begun()
    assert known(store, part_of(out)) == (True, None, None)
    grow(storage)
    with store.writing() as transaction:
        assert file.note_ended(transaction, is_final=True) is None
    assert known(store, part_of(out)) is known(store, out) is None


def test_the_store_remembers_what_a_replaced_file_holds_until_it_is_final(hold, store, out):
    for is_final, expected in ((False, (False, None, 4)), (True, None)):
        file, storage = hold(overwrite=True)
        file.note_begun()
        grow(storage)
        with store.writing() as transaction:
            file.note_ended(transaction, is_final=is_final)
        assert known(store, out) == expected
        file.release()


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_that_is_taken_back_is_as_it_was(hold, out, overwrite):
    file, storage = hold(overwrite=overwrite)
    file.note_begun()
    with storage.open(Spider("koran")) as growing:
        growing.write(b"dua\n")
    file.take_back()
    assert out.read_bytes() == BEFORE
    assert not part_of(out).exists()


def test_a_file_that_cannot_be_cut_back_is_refused_in_one_line(hold, store, out):
    with store.writing() as transaction:
        delivered.open_file(transaction, str(part_of(out)), None)
    part_of(out).mkdir()
    with pytest.raises(CannotGoOn, match="cannot be cut back to what it held") as refused:
        hold(overwrite=True)
    assert refused.value.exit_code == Exit.NOT_WRITTEN
    assert str(refused.value).startswith(str(out))
