"""Files that a command writes are kept apart, by whatever way they are named."""

import os
from urllib.parse import quote

import pytest

from newsscraper.console.own_files import check_apart


@pytest.fixture
def store(tmp_path):
    """Return a store that has links to it."""
    store = tmp_path / "articles.db"
    store.write_bytes(b"isi")
    (tmp_path / "sub").mkdir()
    (tmp_path / "soft.jsonl").symlink_to("articles.db")
    (tmp_path / "hard.jsonl").hardlink_to(store)
    (tmp_path / "folder").symlink_to(".")
    (tmp_path / "soft-wal.jsonl").symlink_to("articles.db-wal")
    return store


def said(store, *feeds):
    with pytest.raises(ValueError, match="; name another file") as refusal:
        check_apart(feeds, store)
    return str(refusal.value)


@pytest.mark.parametrize(
    "name", ["articles.db", "sub/../articles.db", "soft.jsonl", "hard.jsonl", "folder/articles.db"]
)
def test_a_feed_is_never_the_store(store, name):
    uri = str(store.parent / name)
    assert said(store, uri) == f"{uri} is the store {store}; name another file"
    assert said(store, f"file://{uri}") == f"file://{uri} is the store {store}; name another file"


@pytest.mark.parametrize(
    "name", ["articles.db-wal", "articles.db-shm", "articles.db-journal", "soft-wal.jsonl"]
)
def test_a_feed_is_no_file_beside_the_store(store, name):
    assert f"{name} is a file of the store {store}" in said(store, str(store.parent / name))


def test_a_feed_is_no_lock_of_a_publisher(store):
    name = "articles.db.kompas.lock"
    assert f"{name} is a lock of the store {store}" in said(store, str(store.parent / name))


@pytest.mark.parametrize("name", ["a.jsonl", "soft.jsonl", "hard.jsonl", "a.jsonl.part"])
def test_two_feeds_are_never_one_file(tmp_path, name):
    (tmp_path / "a.jsonl").write_text("")
    (tmp_path / "soft.jsonl").symlink_to("a.jsonl")
    (tmp_path / "hard.jsonl").hardlink_to(tmp_path / "a.jsonl")
    feeds = [str(tmp_path / "a.jsonl"), f"file://{tmp_path}/{name}"]
    for each in (feeds, feeds[::-1]):
        assert f"{each[1]} is the feed {each[0]}, or a file of it" in said(None, *each)


@pytest.mark.parametrize("name", [b"a\xff.jsonl", b"folder\xff/a.jsonl"])
def test_a_name_that_is_no_text_is_refused(tmp_path, name):
    for uri in (f"{tmp_path}/{os.fsdecode(name)}", f"file://{tmp_path}/{quote(name)}"):
        assert "not UTF-8; name another file" in said(None, uri)


def test_feeds_that_are_not_there_yet_are_compared_too(tmp_path):
    (tmp_path / "folder").symlink_to(".")
    assert "is the feed" in said(None, f"{tmp_path}/a.csv", f"{tmp_path}/folder/a.csv")


def test_files_of_their_own_pipes_and_uploads_are_left_alone(store):
    feeds = ["a.jsonl", "a.csv", "b.jsonl", "/dev/null", "/dev/stderr", "s3://bucket/articles.db"]
    check_apart([str(store.parent / each) if "." in each[:5] else each for each in feeds], store)
    check_apart(["/dev/null", "file:///dev/null"], None)


@pytest.mark.parametrize("name", ["sub", "folder", "sub/.."])
def test_a_feed_is_no_folder(store, name):
    uri = str(store.parent / name)
    with pytest.raises(ValueError, match="is a folder; name a file") as refusal:
        check_apart([uri], store)
    assert str(refusal.value).startswith(uri)
