"""Which files an archive has, and what is told of each."""

import os

from newsscraper.archives.page_files import page_files, states_of


def test_a_folder_has_all_files_below_it_by_their_paths(tmp_path):
    for name in ("b/2.html", "a/1.html", "index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("Berita")
    names = [path.relative_to(tmp_path).as_posix() for path in page_files(tmp_path)]
    assert names == ["a/1.html", "b/2.html", "index.html"]
    assert [state.size for state in states_of(tmp_path)] == [6, 6, 6]


def test_a_file_alone_is_all_of_its_archive(tmp_path):
    (tmp_path / "a.warc").write_bytes(b"WARC/1.1")
    (state,) = states_of(tmp_path / "a.warc")
    assert (state.size, state.is_readable) == (8, True)
    assert state.changed == (tmp_path / "a.warc").stat().st_mtime_ns


def test_what_is_gone_and_what_is_no_file_are_told_apart_from_files(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("nowhere")
    assert not any(state.is_readable for state in states_of(tmp_path))
    assert [state.is_readable for state in states_of(tmp_path / "gone.warc")] == [False]
