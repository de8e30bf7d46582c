import gzip
import os

import pytest

from newsscraper.archives.captures import Capture, Skip
from newsscraper.archives.page_folder import PageFolder
from newsscraper.failures import Reason

PAGE = b"<html><body>Berita</body></html>"


@pytest.fixture
def folder(tmp_path):
    host = tmp_path / "toko.id"
    (host / "pasar").mkdir(parents=True)
    (host / "pasar/1.html").write_bytes(PAGE)
    (host / "pasar/1.json").write_bytes(b"{}")
    (host / "pasar/2@page=all.html.gz").write_bytes(gzip.compress(PAGE))
    (host / "index.html").write_bytes(PAGE)
    return host


def read(folder, wanted, largest=0):
    archive = PageFolder(folder, largest)
    return list(archive.captures(lambda url: None if url in wanted else Skip.NO_ARTICLE))


def test_the_path_of_a_page_is_its_address(folder):
    wanted = {"https://toko.id/pasar/1", "https://toko.id/pasar/2?page=all"}
    skipped, first, second = read(folder, wanted)
    assert skipped is Skip.NO_ARTICLE
    assert {first.url, second.url} == wanted
    assert first.body == second.body == PAGE
    assert first.recorded == second.recorded
    assert PageFolder(folder, 0).again(first.place).body == PAGE


def test_an_address_may_end_as_a_file_does(folder):
    found = read(folder, {"https://toko.id/pasar/1.html"})
    assert [each.url for each in found if isinstance(each, Capture)] == [
        "https://toko.id/pasar/1.html"
    ]


def test_what_cannot_be_read_is_broken_and_hides_nothing(folder, monkeypatch):
    (folder / "pasar/0.html").symlink_to("nowhere")
    os.mkfifo(folder / "pasar/3.html")
    (folder / "locked").mkdir()
    listed = os.scandir

    def scandir(path):
        if path == str(folder / "locked"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = read(folder, {"https://toko.id/pasar/1"})
    assert [each for each in found if each is Skip.BROKEN] == [Skip.BROKEN] * 3
    assert [each.url for each in found if isinstance(each, Capture)] == ["https://toko.id/pasar/1"]


def test_large_and_damaged_pages_have_their_reasons(folder):
    packed = folder / "pasar/2@page=all.html.gz"
    packed.write_bytes(packed.read_bytes()[:-9])
    wanted = {"https://toko.id/pasar/1", "https://toko.id/pasar/2?page=all"}
    assert read(folder, wanted)[2] is Skip.BROKEN
    assert read(folder, wanted, largest=10)[1] is Reason.TOO_LARGE
