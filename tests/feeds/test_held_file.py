"""The local file of a delivery: what the store knows of it, and who may have it."""

import os

import pytest
from scrapy import Spider

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.files import lock_of, part_of
from newsscraper.feeds.held_file import HeldFile
from newsscraper.feeds.storages import LocalFeedStorage
from newsscraper.store import delivered
from newsscraper.store.server import Server

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
    """What the store knows of a file: whether it is open, or has a part; its lengths."""
    with store.reading() as transaction:
        file = delivered.file_at(transaction, store.files.name_of(path))
    return file and (file.is_open, file.has_part, file.start_length, file.length)


def grow(file, storage, content=b"dua\n"):
    """Write to the part."""
    file.note_begun()
    part = storage.open(Spider("koran"))
    part.write(content)
    return part


def ended(store, file, *, is_final=True):
    """Note that the file is whole; return its path if the store remembers what is in it."""
    with store.writing() as transaction:
        path = file.note_ended(transaction, is_final=is_final)
    file.tidy()
    return path


def test_a_file_is_locked_until_it_is_released(hold, out):
    file, _ = hold()
    assert lock_of(out).exists()
    file.release()
    assert not lock_of(out).exists()


def test_the_store_knows_that_a_file_will_have_a_part_before_it_does(hold, store, out):
    file, _ = hold()
    assert known(store, out) is None
    file.note_begun()
    assert known(store, out) == (False, True, None, None)


def test_the_store_knows_that_a_part_will_be_appended_before_it_is(hold, store, out, monkeypatch):
    file, storage = hold()
    part = grow(file, storage)
    seen = []

    def append(part, whole):
        seen.append((known(store, out), out.read_bytes(), part.read_bytes()))

    monkeypatch.setattr("newsscraper.feeds.held_file.append", append)
    file.put_down(part)
    assert seen == [((True, True, 5, None), BEFORE, b"dua\n")]


def test_the_store_remembers_how_long_a_continued_file_is(hold, store, out):
    file, storage = hold()
    file.put_down(grow(file, storage))
    assert ended(store, file) == store.files.name_of(out)
    assert known(store, out) == (False, False, 5, 9)
    assert not part_of(out).exists()


def test_the_store_remembers_the_file_that_was_written_not_the_one_that_took_its_name(
    hold, store, out
):
    file, storage = hold()
    file.put_down(grow(file, storage))
    out.rename(out.with_name("old.jsonl"))
    out.write_bytes(b"milik orang lain\n")
    assert ended(store, file) == store.files.name_of(out)
    assert known(store, out) == (False, False, 5, 9)


def test_a_file_that_is_moved_once_it_was_written_is_delivered(hold, store, out):
    file, storage = hold()
    file.put_down(grow(file, storage))
    out.rename(out.with_name("old.jsonl"))
    assert ended(store, file) == store.files.name_of(out)
    assert known(store, out) == (False, False, 5, 9)


def test_the_store_forgets_a_file_that_was_replaced(hold, store, out):
    file, storage = hold(overwrite=True)
    part = grow(file, storage)
    assert known(store, out) == (False, True, None, None)
    file.put_down(part)
    assert ended(store, file) is None
    assert known(store, out) is None


def test_the_store_remembers_what_a_replaced_file_holds_until_it_is_final(hold, store, out):
    for is_final, expected in ((False, (False, False, None, 4)), (True, None)):
        file, storage = hold(overwrite=True)
        file.put_down(grow(file, storage))
        ended(store, file, is_final=is_final)
        assert known(store, out) == expected
        file.release()


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        (True, b"satu", b"satu\ndua\n"),
        (True, b"satu\n", b"satu\ndua\n"),
        (True, b"", b"dua\n"),
        (False, b"satu", b"satudua\n"),
    ],
)
def test_the_last_line_of_a_text_is_ended_before_it_is_continued(hold, out, lines, before, after):
    out.write_bytes(before)
    file, storage = hold()
    storage.has_lines = lines
    file.put_down(grow(file, storage))
    assert out.read_bytes() == after


# --- A hand on the files ------------------------------------------------------------------------


def rewrite(path, content):
    """Let another file take the place of *path*, as editors do."""
    path.unlink()
    path.write_bytes(content)


HANDS = {
    "moved away": (lambda out: out.rename(out.with_name("old")), "it was moved or taken away"),
    "shorter": (lambda out: out.write_bytes(b"sa"), "it was replaced or cut"),
    "other words": (lambda out: out.write_bytes(b"lain\n dan lain"), "it was replaced or cut"),
    "another file": (lambda out: rewrite(out, b"lain dan lain"), "it was replaced or cut"),
    "no part": (lambda out: part_of(out).unlink(), "out.jsonl.part was taken away or replaced"),
    "another part": (lambda out: rewrite(part_of(out), b""), "part was taken away or replaced"),
    "a short part": (lambda out: os.truncate(part_of(out), 1), "part was changed"),
    "no lock": (lambda out: lock_of(out).unlink(), "its lock file .out.jsonl.lock was taken away"),
}


@pytest.mark.parametrize("what", HANDS)
def test_what_somebody_did_to_a_file_meanwhile_is_noticed_and_left(hold, store, out, what):
    hand, said = HANDS[what]
    file, storage = hold()
    part = grow(file, storage)
    part.flush()
    hand(out)
    before = {each: each.read_bytes() for each in out.parent.glob("*o*") if each.is_file()}
    before.pop(part_of(out), None)
    with pytest.raises(OSError, match=said):
        file.put_down(part)
    part.close()
    file.take_back(part)
    assert {each: each.read_bytes() for each in before} == before
    assert known(store, out) is None
    assert part_of(out).exists() is (what == "another part")


def test_a_file_that_came_meanwhile_is_left(hold, out):
    out.unlink()
    file, storage = hold()
    part = grow(file, storage)
    out.write_bytes(b"lain\n")
    with pytest.raises(OSError, match="another file was put there during the run"):
        file.put_down(part)
    assert out.read_bytes() == b"lain\n"


def test_what_somebody_appended_meanwhile_stays(hold, out):
    file, storage = hold()
    part = grow(file, storage)
    with out.open("ab") as other:
        other.write(b"milik pengguna\n")
    file.put_down(part)
    assert out.read_bytes() == b"satu\nmilik pengguna\ndua\n"


@pytest.mark.parametrize(
    ("content", "is_known"),
    [
        (b"satu\ndua\n", True),
        (b"satu\ndua\nmilik pengguna\n", True),
        (b"satu\ndu", False),
        (b"satu\nduA\n", False),
        (b"lain\nsatu\ndua\n", False),
        (None, False),
    ],
)
def test_a_file_that_is_not_the_one_that_was_written_is_forgotten_and_that_is_told(
    hold, store, out, caplog, content, is_known
):
    file, storage = hold()
    file.put_down(grow(file, storage))
    ended(store, file)
    file.release()
    if content is None:
        out.unlink()
    else:
        out.write_bytes(content)
    caplog.clear()
    caplog.set_level("INFO")
    hold()
    assert bool(known(store, out)) is is_known
    said = f"{out} is not the file that was written last; it is begun anew"
    told = [each.message for each in caplog.records]
    assert (said in told) is not is_known
    is_longer = is_known and content != b"satu\ndua\n"
    tells = is_longer and isinstance(store.place, Server)  # which may have lost what it noted last
    assert len(told) == tells + (not is_known)


def test_of_a_file_that_an_older_version_wrote_only_the_length_is_compared(hold, store, out):
    out.write_bytes(b"lain\nlain")
    for length, is_known in ((9, True), (10, False)):
        with store.writing() as transaction:
            delivered.close_file(transaction, store.files.name_of(out), length, None)
        hold()[0].release()
        assert bool(known(store, out)) is is_known


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_file_that_is_taken_back_is_as_it_was(hold, out, overwrite):
    file, storage = hold(overwrite=overwrite)
    grow(file, storage).close()
    file.take_back()
    assert out.read_bytes() == BEFORE
    assert not part_of(out).exists()


def test_a_second_name_of_a_file_that_is_continued_is_refused_and_nothing_is_held(
    hold, store, out, tmp_path
):
    file, storage = hold()
    file.put_down(grow(file, storage))
    ended(store, file)
    link = tmp_path / "link.jsonl"
    link.hardlink_to(out)
    second = HeldFile(store, LocalFeedStorage(str(link)))
    with pytest.raises(CannotGoOn) as refused:
        second.prepare()
    assert refused.value.exit_code == Exit.BAD_ARGUMENT
    assert str(refused.value) == (
        f"{link} is another name of {out} (a hard link), which feeds of the store continue; "
        "use that name, or make it a copy"
    )
    assert not lock_of(link).exists()
    replacing = HeldFile(store, LocalFeedStorage(str(link), feed_options={"overwrite": True}))
    replacing.prepare()
    replacing.release()
    file.release()
    hold()  # by the name that is known


def test_a_file_that_cannot_be_cut_back_is_refused_in_one_line(hold, store, out):
    with store.writing() as transaction:
        delivered.note_part(transaction, store.files.name_of(out))
    part_of(out).mkdir()
    with pytest.raises(CannotGoOn, match="cannot be cut back to what it held") as refused:
        hold(overwrite=True)
    assert refused.value.exit_code == Exit.NOT_WRITTEN
    assert str(refused.value).startswith(str(out))
