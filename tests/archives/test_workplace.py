from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsscraper.archives.gathering import Gathering
from newsscraper.archives.one_archive import rules_of
from newsscraper.archives.workplace import Workplace
from newsscraper.failures import CannotGoOn

SETTINGS = Settings()
SETTINGS.setmodule("newsscraper.settings")
RULES = rules_of(SETTINGS)


@pytest.fixture
def archives(tmp_path):
    paths = [tmp_path / f"{at}.warc" for at in range(3)]
    for path in paths:
        path.write_bytes(b"WARC/1.0")
    return paths


@pytest.fixture
def target(tmp_path):
    return tmp_path / "out.jsonl"


def write_part(task):
    with Gathering(task.part, is_of_one_file=True) as part:
        part.count("noindex")


def test_work_goes_on_where_it_was_cut_off(archives, target):
    first = Workplace(target, RULES)
    tasks = first.tasks(archives)
    write_part(tasks[0])
    assert first.take(tasks[0])
    write_part(tasks[1])  # killed before it was taken in
    first.leave(is_done=False)
    again = Workplace(target, RULES)
    assert again.tasks(archives) == [tasks[2]]
    assert again.gathering.counts() == {"noindex": 2}
    again.leave(is_done=True)
    assert not again.folder.exists()


def test_a_part_that_is_damaged_is_read_again(archives, target):
    workplace = Workplace(target, RULES)
    task = workplace.tasks(archives)[0]
    Path(task.part).write_bytes(b"half of it")
    assert not workplace.take(task)
    assert workplace.tasks(archives)[0] == task
    workplace.leave(is_done=True)


@pytest.mark.parametrize("change", ["rules", "archive"])
def test_what_was_read_by_other_rules_or_of_another_file_does_not_count(archives, target, change):
    first = Workplace(target, RULES)
    task = first.tasks(archives)[0]
    write_part(task)
    first.take(task)
    first.leave(is_done=False)
    if change == "archive":
        archives[0].write_bytes(b"WARC/1.1 and more")
    rules = RULES.replace("true", "false") if change == "rules" else RULES
    again = Workplace(target, rules)
    assert len(again.tasks(archives)) == 3
    again.leave(is_done=True)


@pytest.mark.parametrize("change", ["other", "grown"])
def test_what_was_read_of_an_archive_counts_only_where_that_is_asked_for(archives, target, change):
    first = Workplace(target, RULES)
    for task in first.tasks(archives[:2]):
        write_part(task)
        first.take(task)
    first.leave(is_done=False)
    if change == "grown":
        archives[0].write_bytes(b"WARC/1.1 and more")
    again = Workplace(target, RULES)
    asked = archives[1:] if change == "other" else archives[:2]
    assert len(again.tasks(asked)) == 2
    assert again.gathering.counts() == {}
    again.leave(is_done=True)


def test_what_is_no_longer_there_is_left_to_its_reader(archives, target, tmp_path):
    (tmp_path / "toko.id").mkdir()
    (tmp_path / "toko.id" / "1.html").symlink_to("nowhere")
    archives[0].unlink()
    workplace = Workplace(target, RULES)
    assert len(workplace.tasks([*archives, tmp_path / "toko.id"])) == 4
    workplace.leave(is_done=True)


def test_a_folder_in_which_nothing_was_done_is_not_left_behind(archives, target):
    workplace = Workplace(target, RULES)
    workplace.tasks(archives)
    workplace.leave(is_done=False)
    assert not workplace.folder.exists()


def test_two_do_not_work_at_one_file(target):
    first = Workplace(target, RULES)
    with pytest.raises(CannotGoOn, match="held by another run"):
        Workplace(target, RULES)
    first.leave(is_done=True)
