"""What stores call local files, and that machines which share a store do not mix theirs up."""

from pathlib import Path

import pytest

from newsscraper.store.file_names import FileNames
from newsscraper.store.location import place_at

OUT, SHARED = Path("/srv/news/a.jsonl"), Path("/mnt/disk/feeds/a.jsonl")


@pytest.fixture
def names_on(monkeypatch):
    """Return a function that gives the names in a store on a server, as a machine knows them."""
    pytest.importorskip("psycopg")

    def names(host, shared=()):
        monkeypatch.setattr("socket.gethostname", lambda: host)
        return FileNames(place_at("postgresql+psycopg://db/news"), shared)

    return names


@pytest.mark.parametrize("place", [None, Path("/srv/news/articles.db")])
def test_a_store_in_a_file_knows_files_by_their_paths(place):
    names = FileNames(place, ["/mnt/disk"])
    assert names.name_of(OUT) == "/srv/news/a.jsonl"
    assert names.path_of("/srv/news/a.jsonl") == OUT
    assert not names.is_shared(SHARED)


def test_on_a_server_each_machine_has_its_own(names_on):
    here, there = names_on("satu"), names_on("dua")
    assert here.name_of(OUT) == "file://satu/srv/news/a.jsonl"
    assert here.path_of(here.name_of(OUT)) == OUT
    assert there.path_of(here.name_of(OUT)) is None


def test_a_machine_whose_name_begins_with_ours_is_another(names_on):
    assert names_on("satu").path_of("file://satu2/srv/a.jsonl") is None


def test_what_is_in_a_shared_folder_is_one_file_for_all(names_on):
    for host in ("satu", "dua"):
        names = names_on(host, ["/mnt/disk", "/mnt/other"])
        assert names.is_shared(SHARED)
        assert not names.is_shared(Path("/mnt/disk2/a.jsonl"))
        assert names.name_of(SHARED) == "/mnt/disk/feeds/a.jsonl"
        assert names.path_of("/mnt/disk/feeds/a.jsonl") == SHARED


def test_neither_a_space_nor_a_comma_too_many_makes_another_folder_shared(names_on):
    names = names_on("satu", ["/mnt/other", " /mnt/disk", "", " "])
    assert names.is_shared(SHARED)
    assert not names.is_shared(Path.cwd() / "a.jsonl")


def test_a_file_keeps_its_path_when_its_store_moves_to_a_server_and_back(names_on):
    file, server = FileNames(OUT), names_on("satu", ["/mnt/disk"])
    for path, name in ((OUT, "file://satu/srv/news/a.jsonl"), (SHARED, str(SHARED))):
        assert file.name_in(server, str(path)) == name
        assert server.name_in(file, name) == str(path)
    for uri in ("s3://bucket/a.jsonl", "stdout:", "file://dua/srv/news/a.jsonl"):
        assert server.name_in(file, uri) == uri
    for uri in ("s3://bucket/a.jsonl", "stdout:"):
        assert file.name_in(server, uri) == uri
