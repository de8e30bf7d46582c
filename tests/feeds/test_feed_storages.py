"""The storage of local feeds, on a real disk; where a feed's address leads to."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from scrapy import Spider

from newsscraper.feeds.identity import is_local, local_path, path_of
from newsscraper.feeds.storages import LocalFeedStorage, StdoutStorage
from newsscraper.settings import FEED_STORAGES

SPIDER = Spider("koran")


@pytest.fixture
def path(tmp_path):
    """Return where a file may lie."""
    return tmp_path / "new" / "out.jsonl"


def written(storage, content):
    """Write *content* through the storage."""
    file = storage.open(SPIDER)
    file.write(content)
    storage.store(file)
    assert file.closed


@pytest.mark.parametrize("options", [None, {}, {"overwrite": False}])
def test_a_file_is_continued_unless_it_is_to_be_replaced(path, options):
    for number in (1, 2):
        storage = LocalFeedStorage(str(path), feed_options=options)
        written(storage, f"{number}\n".encode())
    assert path.read_text() == "1\n2\n"


def test_a_file_is_replaced_in_one_step(path):
    for number in (1, 2):
        storage = LocalFeedStorage(path.as_uri(), feed_options={"overwrite": True})
        file = storage.open(SPIDER)
        file.write(f"{number}\n".encode())
        file.flush()
        assert not path.exists() or path.read_text() == "1\n"
        storage.store(file)
        assert path.read_text() == f"{number}\n"
    assert [file.name for file in path.parent.iterdir()] == ["out.jsonl"]


def test_a_device_is_written_to_as_it_is_even_if_it_is_to_be_replaced():
    storage = LocalFeedStorage("/dev/null", feed_options={"overwrite": True})
    assert (storage.is_regular, storage.replaces) == (False, False)
    written(storage, b"satu")
    assert local_path("/dev/null").is_char_device()


def test_a_link_leads_to_its_file(tmp_path):
    link = tmp_path / "link.jsonl"
    link.symlink_to("real.jsonl")
    written(LocalFeedStorage(str(link), feed_options={"overwrite": True}), b"satu")
    assert link.is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes() == b"satu"


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("a b.csv", "a b.csv"),
        ("file:///a%20b.csv", "/a b.csv"),
        ("FILE:///a%20b.csv", "/a b.csv"),
        ("File:a.csv", "a.csv"),
        ("a%20b.csv", "a%20b.csv"),
    ],
)
def test_the_path_of_an_address_is_as_it_was_given(uri, expected):
    assert str(path_of(uri)) == expected


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("out.jsonl", True),
        ("/a/out.jsonl", True),
        ("file:///a/out.jsonl", True),
        ("FILE:///a/out.jsonl", True),
        ("ftp://host/out.jsonl", False),
        ("stdout:", False),
    ],
)
def test_an_address_without_a_scheme_or_of_a_file_is_local(uri, expected):
    assert is_local(uri) is expected


def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path):
    os.mkfifo(pipe := tmp_path / "pipe")
    with pytest.raises(OSError, match="nobody reads the pipe"):
        LocalFeedStorage(str(pipe)).open(SPIDER)


def test_who_reads_a_pipe_may_come_a_little_later(tmp_path):
    os.mkfifo(pipe := tmp_path / "pipe")
    with ThreadPoolExecutor(1) as pool:
        later = pool.submit(lambda: (sleep(0.3), pipe.read_bytes())[1])
        with LocalFeedStorage(str(pipe)).open(SPIDER) as file:
            file.write(b"satu" * 100_000)
        assert later.result(10) == b"satu" * 100_000


def test_nothing_is_wrong_with_replacing_standard_output(caplog):
    StdoutStorage("stdout:", feed_options={"format": "jsonl", "overwrite": True})
    assert FEED_STORAGES["stdout"].endswith(f".{StdoutStorage.__name__}")
    assert caplog.records == []


def test_a_new_file_that_cannot_be_opened_again_leaves_no_empty_one(path, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    path.parent.mkdir()
    storage = LocalFeedStorage(str(path), feed_options={"format": "jsonl"})
    with pytest.raises(OSError, match="Input/output error"):
        storage.continued(None)
    assert not path.exists()
