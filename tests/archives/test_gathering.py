import random
import resource

import pytest

from newsscraper.archives.captures import Revisit, Skip
from newsscraper.archives.gathering import DamagedPart, Gathering, NotWritten, gathering_at
from newsscraper.archives.losses import Loss
from newsscraper.items import Article

FIRST, LATER, LAST = (f"2026-01-0{day}T00:00:00+00:00" for day in (1, 2, 3))


def article(number=1, headline="Pasar", fetched=FIRST, day="2025-12-31"):
    key = f"koran:{number}"
    return Article(
        key=key,
        publisher="koran",
        headline=headline,
        date_published=day,
        fetched_at=fetched,
        content_hash=headline,
    )


@pytest.fixture
def part(tmp_path):
    """Return a function that makes the file of one archive."""

    def made(name, *puts, counts=(), revisits=(), losses=()):
        with Gathering(tmp_path / name, is_of_one_file=True) as part:
            for each, digest in puts:
                part.put(each, digest)
            for reason in counts:
                part.count(reason)
            for loss in losses:
                part.put_loss(loss)
            for key, digest, fetched in revisits:
                part.put_revisit(key, Revisit("", None, digest), fetched)
        return tmp_path / name

    return made


@pytest.fixture
def gathering(tmp_path):
    with Gathering(tmp_path / "gathered.db") as gathering:
        yield gathering


def test_of_one_article_the_newest_capture_counts_across_archives_too(part, gathering):
    first = part("a", (article(headline="Lama", fetched=LATER), "x"), (article(fetched=FIRST), "y"))
    second = part("b", (article(headline="Baru", fetched=LAST), "z"))
    gathering.merge(second, "b")
    gathering.merge(first, "a")
    assert [(each.headline, each.fetched_at) for each in gathering.articles()] == [("Baru", LAST)]
    assert gathering.counts() == {"articles": 3}


def test_an_article_is_lost_where_no_page_gave_it_and_its_newest_page_says_how(part, gathering):
    lost = [Loss("koran:1", "body", LAST), Loss("koran:2", "body", FIRST)]
    gathering.merge(part("a", losses=[*lost, Loss("koran:2", "headline", LAST)]), "a")
    gathering.merge(part("b", losses=[Loss("koran:2", "body", LATER)]), "b")
    assert gathering.has_losses()
    assert [(each.key, each.field) for each in gathering.losses()] == [
        ("koran:1", "body"),
        ("koran:2", "headline"),
    ]
    gathering.merge(part("c", (article(1), "x")), "c")
    assert [each.key for each in gathering.losses()] == ["koran:2"]


def test_what_is_merged_twice_is_there_once(part, gathering):
    path = part("a", (article(), "x"), counts=["noindex"])
    for _ in range(3):
        gathering.merge(path, "a")
    assert gathering.counts() == {"articles": 1, "noindex": 1}
    assert gathering.has("a")
    assert not gathering.has("b")


def test_a_damaged_part_changes_nothing(part, gathering, tmp_path):
    (tmp_path / "bad").write_bytes(b"no database at all" * 100)
    with pytest.raises(DamagedPart):
        gathering.merge(tmp_path / "bad", "bad")
    gathering.merge(part("a", (article(), "x")), "a")
    assert gathering.counts() == {"articles": 1}
    assert not gathering.has("bad")


def test_a_revisit_makes_what_the_page_was_the_newest(part, gathering):
    gathering.merge(part("a", (article(headline="Asli"), "x")), "a")
    gathering.merge(part("b", (article(headline="Lain", fetched=LATER), "y")), "b")
    gathering.merge(part("c", revisits=[("koran:1", "x", LAST), ("koran:2", "x", LAST)]), "c")
    assert [(each.headline, each.fetched_at) for each in gathering.articles()] == [("Asli", LAST)]
    assert gathering.counts()[Skip.REVISIT] == 1


def test_of_the_same_second_the_preferred_one_counts(tmp_path, gathering):
    for name, order in (("a", (True, False)), ("b", (False, True))):
        with Gathering(tmp_path / name, is_of_one_file=True) as part:
            for is_preferred in order:
                headline = "Utuh" if is_preferred else "Bagian"
                part.put(article(headline=headline), headline, is_preferred=is_preferred)
        gathering.merge(tmp_path / name, name)
    assert [each.headline for each in gathering.articles()] == ["Utuh"]


def test_articles_come_by_publisher_date_and_key(part, gathering):
    puts = [
        (article(3, day="2026-01-01"), "a"),
        (article(2), "b"),
        (article(1, day="2026-01-01"), "c"),
    ]
    gathering.merge(part("a", *puts), "a")
    assert [each.key for each in gathering.articles()] == ["koran:2", "koran:1", "koran:3"]


def test_an_answer_that_is_as_it_was_counts_though_only_it_says_of_what(part, gathering):
    gathering.merge(part("a", (article(), "x"), (article(2), "y")), "a")
    gathering.merge(part("b", revisits=[(None, "x", LAST), (None, "nowhere", LAST)]), "b")
    assert [each.fetched_at for each in gathering.articles()] == [LAST, FIRST]
    assert gathering.counts() == {"articles": 2, "revisit_without_original": 1}


def test_a_page_without_an_article_is_an_original_too(tmp_path, part, gathering):
    with Gathering(tmp_path / "a", is_of_one_file=True) as first:
        first.put_other("x")
        first.put_other("x")
        first.put_other(None)
    gathering.merge(tmp_path / "a", "a")
    gathering.merge(part("b", revisits=[("koran:1", "x", LAST), ("koran:1", "y", LAST)]), "b")
    assert gathering.counts() == {"revisit_without_original": 1}


def test_it_is_told_how_many_records_of_an_archive_are_broken(part, gathering):
    gathering.merge(part("a", counts=[Skip.BROKEN, "noindex", Skip.BROKEN]), "a", "/a.warc")
    gathering.merge(part("b", counts=["noindex"]), "b", "/b.warc")
    assert gathering.damage() == {"/a.warc": 2}


def test_what_was_read_of_archives_that_are_not_asked_for_is_forgotten(part, gathering):
    lost = [Loss("koran:2", "body", LAST)]
    for name in "ab":
        gathering.merge(part(name, (article(), "x"), counts=["noindex"], losses=lost), name)
    gathering.keep_only({"a", "b", "c"})
    assert gathering.counts() == {"articles": 2, "noindex": 2}
    gathering.keep_only({"a", "c"})
    assert (list(gathering.articles()), gathering.counts()) == ([], {})
    assert not gathering.has_any()
    assert not gathering.has_losses()


def fill(path):
    with gathering_at(path), Gathering(path) as gathering:
        for number in range(300):
            gathering.put(article(number, headline=random.randbytes(2000).hex()), None)


@pytest.fixture
def full_disk():
    """No file grows beyond 100 KB, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["gathered.db", "nowhere/gathered.db"])
def test_what_cannot_be_written_is_said_of_the_file(tmp_path, name, full_disk):
    with pytest.raises(NotWritten) as said:
        fill(tmp_path / name)
    assert said.value.filename == str(tmp_path / name)
    assert said.value.strerror
