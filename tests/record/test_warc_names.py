"""Names tell what a folder holds."""

from datetime import UTC, datetime

import pytest

from newsscraper.record.warc_names import growing_files, has_hosts, is_warc, name_of, warc_files


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
    own = name_of("detik", datetime(2026, 1, 20, 11, 30, tzinfo=UTC), 12, 3)
    assert own == "detik-20260120T113000Z-12-00003.warc.gz"
    for name in ("b.warc.gz", "a.warc.gz.open", f"{own}.open", "notes.txt"):
        (tmp_path / name).touch()
    for folder in ("c.warc", "older", ".git"):
        (tmp_path / folder).mkdir()
    assert [each.name for each in warc_files(tmp_path)] == [
        "a.warc.gz.open",
        "b.warc.gz",
        f"{own}.open",
    ]
    assert [each.name for each in growing_files(tmp_path)] == [f"{own}.open"]
    assert has_hosts(tmp_path)
    (tmp_path / "c.warc").rmdir()
    assert not has_hosts(tmp_path)
