"""What reports are told of articles."""

from datetime import date

from newsscraper.items import Article
from newsscraper.store import article_facts, revisions
from newsscraper.store.article_facts import COUNTED, Headline

ME = "kompas"
DAY, NEXT = date(2026, 3, 1), date(2026, 3, 2)


def add(transaction, number, moment, publisher=ME, **own):
    article = Article(f"{publisher}:{number}", publisher, f"https://x.id/{number}")
    article.date_published, article.content_hash = moment, str(own)
    for name, value in own.items():
        setattr(article, name, value)
    revisions.add(transaction, article, 1)


def keys(transaction, since=DAY, until=NEXT):
    return [each.key for each in article_facts.facts(transaction, ME, since, until)]


def test_facts_are_of_the_publishers_articles_of_these_days_oldest_first(writing):
    for number, moment in enumerate(("2026-02-28T23:59", "2026-03-02T23:59", "2026-03-01T00:00")):
        add(writing, number, f"{moment}:00+07:00")
    add(writing, 9, "2026-03-01T00:00:00+07:00", "detik")
    assert keys(writing) == ["kompas:2", "kompas:1"]
    assert keys(writing, until=DAY) == ["kompas:2"]


def test_facts_are_those_of_the_newest_revision(writing):
    add(writing, 1, "2026-03-01T07:00:00+07:00", authors=["Sari Wulan"])
    own = {"free_access": False, "sources": {"headline": "css h1"}, "duplicate_of": "detik:1"}
    own |= {"syndicated_from": {"publisher": "Antara", "headline": None, "url": None}}
    own |= {"similarity": 0.5, "fetched_at": "2026-03-01T00:05:00+00:00", "section": "bola"}
    add(writing, 1, "2026-03-01T07:00:00+07:00", **own)
    [found] = article_facts.facts(writing, ME, DAY, DAY)
    filled = {name for name, is_filled in zip(COUNTED, found.filled, strict=True) if is_filled}
    assert filled == {"date_published", "free_access", "section", "syndicated_from"}
    assert (found.sources, found.credit) == ((("headline", "css h1"),), "Antara")
    assert (found.duplicate_of, found.similarity, found.section) == ("detik:1", 0.5, "bola")
    assert (found.fetched, found.precision) == ("2026-03-01T00:05:00+00:00", None)


def test_the_newest_are_named_newest_first(writing):
    for number in range(4):
        add(writing, number, f"2026-03-01T0{number}:00:00+07:00", headline=f"Judul {number}")
    found = article_facts.newest(writing, ME, DAY, DAY, 2)
    assert found == [
        Headline(
            ME,
            f"2026-03-01T0{number}:00:00+07:00",
            None,
            f"Judul {number}",
            f"https://x.id/{number}",
        )
        for number in (3, 2)
    ]


def test_articles_are_counted_by_day_and_the_first_is_known(writing):
    assert article_facts.first_day(writing, ME, DAY, NEXT) is None
    for number, hour in enumerate(("01T23", "02T00", "02T23", "03T00")):
        add(writing, number, f"2026-03-{hour}:00:00+07:00")
    assert article_facts.per_day(writing, ME, DAY, NEXT) == {DAY: 1, NEXT: 2}
    assert article_facts.first_day(writing, ME, date(2016, 1, 1), NEXT) == DAY
    assert article_facts.first_day(writing, ME, NEXT, NEXT) == NEXT
