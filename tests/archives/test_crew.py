"""Workers, and what is left when they die."""

import os
import signal
from multiprocessing import active_children

import pytest
from lab.warcs import Warc
from scrapy.settings import Settings

from newsscraper.archives.crew import fault_of, reread_all
from newsscraper.archives.gathering import Gathering, NotWritten
from newsscraper.archives.one_archive import Task, rules_of


@pytest.fixture
def tasks(tmp_path, pages):
    """Tasks for six archives of a few pages each."""
    settings = Settings()
    settings.setmodule("newsscraper.settings")
    made, urls = [], sorted(pages)
    for at in range(6):
        path = tmp_path / f"{at}.warc.gz"
        with Warc(path) as warc:
            for url in urls[at::6]:
                warc.page(url, pages[url])
        made.append(Task(str(path), str(tmp_path / f"{at}.part"), rules_of(settings)))
    return made


def read(task):
    with Gathering(task.part) as gathering:
        return dict(gathering.counts())


def test_all_archives_are_read_once(tasks):
    done = list(reread_all(tasks, 2, lambda: None))
    assert sorted(each.task for each in done) == tasks
    assert not any(each.fault for each in done)
    assert sum(read(task)["articles"] for task in tasks) > 20
    assert active_children() == []


@pytest.mark.slow
def test_what_a_worker_was_at_when_it_died_is_read_again(tasks):
    deaths = []

    def kill():
        if len(deaths) < 3 and (children := active_children()):
            deaths.append(children[0].pid)
            children[0].kill()  # which may have ended by itself

    done = []
    for each in reread_all(tasks, 2, kill):
        kill()
        done.append(each)
    assert deaths
    assert sorted(each.task for each in done) == tasks
    assert not any(each.fault for each in done)


@pytest.mark.slow
def test_an_archive_that_each_worker_dies_of_is_given_up_and_others_are_read(tasks, monkeypatch):
    monkeypatch.setattr("newsscraper.archives.crew.reread", die_of_the_third)
    done = list(reread_all(tasks[:4], 2, lambda: None))
    faults = {each.task.archive[-9:]: each.fault for each in done if each.fault}
    assert list(faults) == ["2.warc.gz"]
    assert "more memory" in faults["2.warc.gz"]
    assert len(done) == 4


def die_of_the_third(task):
    if task.archive.endswith("2.warc.gz"):
        os.kill(os.getpid(), signal.SIGKILL)
    return task.part


def test_an_archive_that_is_not_to_be_read_has_its_reason(tasks):
    gone = tasks[0]._replace(archive="/nowhere/a.warc")
    (done,) = reread_all([gone], 1, lambda: None)
    assert done.fault == "No such file or directory"
    assert fault_of(ValueError("no number")) == "ValueError: no number"


def test_what_cannot_be_kept_is_not_the_fault_of_an_archive(tasks, tmp_path):
    nowhere = tasks[0]._replace(part=str(tmp_path / "gone" / "0.part"))
    with pytest.raises(NotWritten, match=r"0\.part"):
        list(reread_all([nowhere, *tasks[1:]], 2, lambda: None))
    assert active_children() == []
