"""What a demo refuses, and how it ends when a crawl of it does not end well."""

import pytest

from newsscraper.console.demo_job import check_place, crawl_twice, when_stopped
from newsscraper.failures import CannotGoOn, Exit


def folder(path):
    path.mkdir()


def file(path):
    path.write_text("mine\n", encoding="utf-8")


def link_to_nowhere(path):
    path.symlink_to("nowhere")


@pytest.mark.parametrize("name", ["demo.db", "demo.jsonl"])
@pytest.mark.parametrize("make", [folder, file, link_to_nowhere])
def test_what_is_here_already_is_refused_by_name(tmp_path, monkeypatch, capsys, name, make):
    monkeypatch.chdir(tmp_path)
    make(tmp_path / name)
    with pytest.raises(SystemExit) as refused:
        check_place()
    assert refused.value.code == Exit.BAD_ARGUMENT
    assert capsys.readouterr().err == (
        f"newsscraper: {name} is here already; delete it, or run the demo in an empty folder\n"
    )


def test_an_empty_folder_and_one_with_real_articles_are_good(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles.db").touch()
    (tmp_path / "articles.jsonl").touch()
    check_place()


@pytest.mark.parametrize(
    ("names", "said"),
    {
        (): "stopped by a signal; nothing was made",
        ("demo.db",): "stopped by a signal; delete demo.db before the next demo",
        ("demo.db", "demo.jsonl"): (
            "stopped by a signal; delete demo.db and demo.jsonl before the next demo"
        ),
    }.items(),
)
def test_a_demo_that_was_stopped_tells_what_is_to_be_deleted(tmp_path, monkeypatch, names, said):
    monkeypatch.chdir(tmp_path)
    for name in names:
        (tmp_path / name).touch()
    assert when_stopped() == said


def test_a_crawl_that_does_not_end_well_ends_the_demo_with_its_code_and_words(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "demo.jsonl").mkdir()
    with pytest.raises(CannotGoOn) as ended:
        next(crawl_twice())
    assert ended.value.exit_code == Exit.BAD_ARGUMENT
    assert str(ended.value).startswith("the crawl of mediaindonesia ended with 2: ")
    assert "demo.jsonl is a folder" in str(ended.value)
