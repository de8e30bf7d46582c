"""The pages about publishers are as the classes say."""

import pytest
from lab.project import PROJECT
from scrapy.settings import Settings

from newsscraper.console.generated_pages import sheets, stale

SETTINGS = Settings({"SPIDER_MODULES": ["newsscraper.spiders"]})


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A folder with what a checkout has of it."""
    (tmp_path / "docs").mkdir()
    for name in ("scrapy.cfg", "README.md", "docs/publishers.md"):
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_those_of_the_project_are_fresh(checkout):
    assert stale(sheets(SETTINGS)) == {}


def test_a_row_that_is_missing_is_found_and_what_it_should_be(checkout):
    for name in ("README.md", "docs/publishers.md"):
        path = checkout / name
        whole = path.read_text(encoding="utf-8")
        lines = whole.splitlines(keepends=True)
        cut = [line for line in lines if not (line.startswith("| ") and "`detik`" in line)]
        path.write_text("".join(cut).replace("## detik", "## lain"), encoding="utf-8")
        assert stale(sheets(SETTINGS)) == {path: whole}
        path.write_text(whole, encoding="utf-8")


def test_a_readme_without_a_place_for_the_table_is_told(checkout):
    (checkout / "README.md").write_text("# Lain\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"README\.md has no <!-- pub"):
        stale(sheets(SETTINGS))


def test_where_there_is_no_checkout_it_is_told(checkout):
    (checkout / "docs" / "publishers.md").unlink()
    with pytest.raises(ValueError, match=r"publishers.md: No such file .*; run this in a checkout"):
        stale(sheets(SETTINGS))
