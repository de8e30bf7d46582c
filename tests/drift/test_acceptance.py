"""What has changed is listed until it is accepted."""

from contextlib import closing

from pasts import days, stretch

from newsscraper.drift import memory
from newsscraper.drift.acceptance import accept, warnings
from newsscraper.drift.course import follow
from newsscraper.drift.showcase import Specimen, keep_page, kept_page
from newsscraper.store.article_store import Store
from newsscraper.store.profile_rows import Kept


def changed(store, publisher):
    """Let the authors of a publisher come from another place."""
    stretches = [*days(20, {"css a": 50}), stretch(21, {"ld b": 50})]
    with store.writing() as transaction:
        places = {"authors": ("css a", "ld b")}
        found = [each.shown_by("https://a.id/1") for each in follow(stretches, [], places)]
        memory.put_changes(transaction, Kept(publisher, ""), {}, found)


def test_warnings_are_those_of_a_publisher_until_they_are_accepted(tmp_path):
    with closing(Store.open(tmp_path / "articles.db")) as store:
        changed(store, "detik")
        changed(store, "kompas")
        path = kept_page(store.path, "detik", "authors/source")
        [warned] = warnings(store, "detik")
        assert (warned.field, warned.source, warned.now) == ("authors", "css a", 1.0)
        assert (warned.url, warned.page) == ("https://a.id/1", None)
        assert warned.usual < 0.01
        assert warned.text == 'authors by "css a" in 0 of 50 articles, usually over 99 %'
        keep_page(path, Specimen("https://a.id/1", b"", ()))
        assert warnings(store, "detik")[0].page == str(path)
        assert accept(store, "detik") == 1
        assert (warnings(store, "detik"), path.exists()) == ([], False)
        assert len(warnings(store, "kompas")) == 1
