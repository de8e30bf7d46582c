"""A file that is made anew, on a real disk."""

import gzip

import pytest

from newsscraper.reports.replaced_file import replacing


@pytest.fixture
def path(tmp_path):
    """Return a file that is there already."""
    path = tmp_path / "a.jsonl"
    path.write_text("lama")
    return path


def test_the_old_file_is_there_until_the_new_one_is_whole(path):
    with replacing(path) as file:
        file.write(b"baru")
        file.flush()
        assert path.read_text() == "lama"
    assert path.read_text() == "baru"
    assert [other.name for other in path.parent.iterdir()] == ["a.jsonl"]


def test_after_an_error_the_old_file_is_there_and_nothing_beside_it(path):
    with pytest.raises(TypeError), replacing(path) as file:
        file.writelines([b"baru", "no bytes"])
    assert path.read_text() == "lama"
    assert [other.name for other in path.parent.iterdir()] == ["a.jsonl"]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.CSV.GZ"])
def test_a_name_that_ends_so_is_packed_without_name_and_time(tmp_path, name):
    with replacing(tmp_path / name) as file:
        file.write(b"baru")
    content = (tmp_path / name).read_bytes()
    assert gzip.decompress(content) == b"baru"
    assert content[3:8] == bytes(5)  # neither flags nor a time


def test_a_link_stays_and_its_file_is_replaced(path):
    link = path.with_name("link.jsonl")
    link.symlink_to(path.name)
    with replacing(link) as file:
        file.write(b"baru")
    assert link.is_symlink()
    assert path.read_text() == "baru"


def test_a_device_is_written_to_as_it_is(path):
    link = path.with_name("null.jsonl")
    link.symlink_to("/dev/null")
    with replacing(link) as file:
        file.write(b"baru")
    assert link.is_char_device()
