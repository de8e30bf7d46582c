"""The newest pages, to show one that has changed."""

import gzip
import shlex
from pathlib import Path

import pytest

from newsscraper.drift.answers import Answer
from newsscraper.drift.showcase import Showcase, Specimen, drop_pages, keep_page, kept_page, saving
from newsscraper.drift.symptom import Symptom, Wrong

LACKS = Symptom("authors", Wrong.LACKS)


def page(number, answer="", size=10):
    return Specimen(f"https://a.id/{number}", b"x" * size, [Answer("authors", answer)])


def test_the_newest_page_that_shows_a_change_is_found():
    showcase = Showcase()
    for number, answer in enumerate(["", "", "css a"]):
        showcase.add(page(number, answer))
    assert showcase.newest(LACKS).url == "https://a.id/1"
    assert showcase.newest(Symptom("editors", Wrong.LACKS)) is None


def test_pages_take_a_few_megabytes_however_many_come():
    showcase = Showcase()
    for number in range(30):
        showcase.add(page(number, "" if number < 10 else "css a", size=2**20))
    assert showcase.newest(LACKS) is None
    for number in range(100):
        showcase.add(page(number, "" if number < 10 else "css a"))
    assert showcase.newest(LACKS) is None


def test_a_page_is_kept_beside_the_store_until_it_is_as_before(tmp_path):
    store = tmp_path / "articles.db"
    path = kept_page(store, "detik", "body/words")
    assert path == tmp_path / "articles.db.changed/detik.body-words.html.gz"
    assert keep_page(path, page(1))
    assert gzip.decompress(path.read_bytes()) == b"x" * 10
    other = kept_page(store, "kompas", "authors")
    assert keep_page(other, page(1))
    drop_pages(store, "detik", ["body/words", "authors"])
    assert [each.name for each in path.parent.iterdir()] == [other.name]
    drop_pages(store, "kompas", ["authors"])
    assert not path.parent.exists()
    drop_pages(store, "kompas", ["authors"])


@pytest.mark.parametrize("name", ["../../Redaksi", "Nur'aini / \U0001f4f0", "a" * 500, "\x00"])
def test_a_page_of_a_change_has_a_file_name_whatever_its_answer_is(tmp_path, name):
    path = kept_page(tmp_path / "articles.db", "detik", f"authors/name/{name}")
    assert path.parent == tmp_path / "articles.db.changed"
    assert path != kept_page(tmp_path / "articles.db", "detik", "authors/name/Admin")
    assert keep_page(path, page(1))
    assert path.exists()


def test_a_page_that_cannot_be_kept_is_no_harm(tmp_path):
    (tmp_path / "articles.db.changed").write_text("")
    assert not keep_page(kept_page(tmp_path / "articles.db", "detik", "authors"), page(1))


def test_the_command_that_saves_a_page_can_be_run_as_it_stands():
    url, file = "https://a.id/?a=1&b=2", Path("/srv/my news/a.html.gz")
    assert shlex.split(saving(url, file)) == ["scrapy", "savepage", str(file), "--url", url]
    assert shlex.split(saving(url, None)) == ["scrapy", "savepage", url]
    assert saving("https://a.id/1", None) == "scrapy savepage https://a.id/1"
