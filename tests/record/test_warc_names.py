"""Names tell what a folder holds."""

import pytest

from newsscraper.record.warc_names import growing_files, has_hosts, is_warc, warc_files


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("a.warc", True),
        ("A.WARC.GZ", True),
        ("a.warc.gz.open", True),
        ("a.warc.gz.open.lock", False),
        ("a.html", False),
        ("seen-pages.sqlite", False),
    ],
)
def test_the_ending_tells_a_warc_file(name, is_one):
    assert is_warc(name) == is_one


def test_files_and_hosts_of_a_folder_are_told_apart(tmp_path):
    for name in ("b.warc.gz", "a.warc.gz.open", "notes.txt"):
        (tmp_path / name).touch()
    for folder in ("c.warc", "older", ".git"):
        (tmp_path / folder).mkdir()
    assert [each.name for each in warc_files(tmp_path)] == ["a.warc.gz.open", "b.warc.gz"]
    assert [each.name for each in growing_files(tmp_path)] == ["a.warc.gz.open"]
    assert has_hosts(tmp_path)
    (tmp_path / "c.warc").rmdir()
    assert not has_hosts(tmp_path)
