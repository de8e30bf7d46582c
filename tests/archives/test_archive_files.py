import pytest

from newsscraper.archives.archive_files import archive_files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.warc.gz", "b.warc", "notes.txt", "sub/c.warc.gz", "pages/toko.id/x.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    return tmp_path


def names(folder, *arguments):
    return [str(path.relative_to(folder)) for path in archive_files(arguments)]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["b.warc", "a.warc.gz", "./b.warc"], ["b.warc", "a.warc.gz"]),
        (["."], ["a.warc.gz", "b.warc"]),
        (["*.warc*"], ["a.warc.gz", "b.warc"]),
        (["**/*.warc.gz"], ["a.warc.gz", "sub/c.warc.gz"]),
        (["pages"], ["pages/toko.id"]),
        (["notes.txt"], ["notes.txt"]),
    ],
)
def test_files_folders_and_patterns_name_archives(folder, arguments, found):
    assert names(folder, *arguments) == found


def test_a_pattern_may_begin_at_the_root(folder):
    assert names(folder, f"{folder}/*.warc") == ["b.warc"]


def test_a_file_that_a_killed_recorder_left_is_an_archive(folder):
    (folder / "sub" / "d.warc.gz.open").write_bytes(b"")
    (folder / "sub" / "d.warc.gz.open.lock").write_bytes(b"")
    assert names(folder, "sub") == ["sub/c.warc.gz", "sub/d.warc.gz.open"]


def test_a_list_may_have_comments_and_come_from_a_spreadsheet(folder):
    (folder / "paths").write_text("# of January\r\nb.warc\r\n", encoding="utf-8-sig")
    assert names(folder, "@paths") == ["b.warc"]


def test_a_list_names_paths_and_patterns_one_a_line(folder):
    (folder / "paths").write_text("b.warc\n\n  sub/*.gz \n", encoding="utf-8")
    assert names(folder, "@paths", "a.warc.gz") == ["b.warc", "sub/c.warc.gz", "a.warc.gz"]


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        ("no.warc", "no.warc is not there"),
        ("", "an empty argument names no archive"),
        ("*.arc", "matches no file"),
        ("@none", "none cannot be read: No such file"),
        ("@.", "cannot be read: Is a directory"),
        ("pages/toko.id", "has neither WARC files nor folders named after hosts"),
    ],
)
def test_what_is_no_archive_is_named(folder, argument, reason):
    with pytest.raises(ValueError, match=reason):
        archive_files([argument])


def test_a_list_that_is_no_text_is_named(folder):
    (folder / "paths").write_bytes(b"\xff\xfe")
    with pytest.raises(ValueError, match="no UTF-8 text"):
        archive_files(["@paths"])


def test_a_folder_that_cannot_be_read_is_named(folder, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(ValueError, match=r"sub cannot be read: Permission denied"):
        archive_files(["sub"])
