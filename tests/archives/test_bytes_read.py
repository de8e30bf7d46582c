from random import randbytes

import pytest
from lab.warcs import Warc

from newsscraper.archives.bytes_read import BytesRead, bytes_read_in
from newsscraper.archives.page_folder import PageFolder
from newsscraper.archives.warc_file import WarcFile


def test_a_worker_tells_once_a_second_how_much_it_read(tmp_path):
    now, part = [0.0], str(tmp_path / "x.part")
    position = BytesRead(part, lambda: now[0])
    position.note(10)
    assert bytes_read_in(tmp_path) == {}
    now[0] = 1.5
    position.note(20)
    assert bytes_read_in(tmp_path) == {part: 20}
    now[0] = 2.0
    position.note(30)
    assert bytes_read_in(tmp_path) == {part: 20}
    position.close()
    assert bytes_read_in(tmp_path) == {}


def test_what_is_half_written_tells_nothing(tmp_path):
    (tmp_path / "x.part.at").write_text("")
    assert bytes_read_in(tmp_path) == {}


def test_a_worker_that_cannot_tell_goes_on(tmp_path):
    now = [0.0]
    position = BytesRead(str(tmp_path / "gone" / "x.part"), lambda: now[0])
    now[0] = 2.0
    position.note(5)
    position.close()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_file_knows_how_much_of_it_was_read(tmp_path, name):
    file = tmp_path / name
    with Warc(file) as warc:
        for at in range(50):
            warc.page(f"https://x.id/{at}", randbytes(2000))
    archive = WarcFile(file, 0)
    read = [archive.read for _ in archive.captures(lambda url: None)]
    assert read == sorted(read)
    assert 0 < read[0] < file.stat().st_size / 2 < read[-1] <= file.stat().st_size


def test_a_folder_knows_how_much_of_it_was_read(tmp_path):
    folder = tmp_path / "x.id"
    folder.mkdir()
    for name in "ab":
        (folder / f"{name}.html").write_text("<html></html>")
    archive = PageFolder(folder, 0)
    assert archive.read == 0
    for _ in archive.captures(lambda url: None):
        pass
    assert archive.read == 26
