"""Which file a path leads to."""

from newsscraper.store.file_place import place_of


def test_another_file_under_the_same_name_is_another(tmp_path):
    path, other = tmp_path / "articles.db", tmp_path / "other"
    path.write_text("a")
    other.write_text("a")
    before = place_of(path)
    path.write_text("more")
    assert place_of(path) == before
    other.replace(path)
    assert place_of(path) not in (None, before)


def test_a_file_that_is_not_there_has_no_place(tmp_path):
    assert place_of(tmp_path / "none") is None
