"""The replica that the package carries, and what is other a day later."""

from lab.project import FIXTURES

from newsscraper.replay.replica import lay_out_later, replica


def files_in(folder):
    return {path.relative_to(folder): path for path in folder.rglob("*") if path.is_file()}


def test_in_the_project_it_is_the_fixtures():
    assert replica() == FIXTURES


def test_a_day_later_a_story_is_new_and_its_list_and_a_corrected_article_are_other(tmp_path):
    lay_out_later(tmp_path)
    before, after = files_in(replica()), files_in(tmp_path)
    assert before.keys() <= after.keys()
    new = [str(path) for path in after.keys() - before.keys()]
    other = [str(path) for path in before if before[path].read_bytes() != after[path].read_bytes()]
    [story] = new
    assert "/2026/01/20/" in story
    index, corrected = sorted(other)
    assert "date=2026-01-20&page=1" in index
    assert "/2026/01/19/" in corrected
    address = f"https://{story.removesuffix('.html')}"
    assert address in (tmp_path / index).read_text(encoding="utf-8")
