"""What the store says of how a publisher stands."""

from datetime import datetime, timedelta

from newsscraper.failures import Fate, Verdict, http_reason
from newsscraper.items import Article
from newsscraper.store import ledger, revisions, run_log, standing
from newsscraper.store.clock import Clock

ME, OTHER = "mediaindonesia", "kompas"
NOW = datetime.fromisoformat("2026-03-10T12:00:00+07:00")


def add(transaction, number, moment, publisher=ME):
    article = Article(f"{publisher}:{number}", publisher, f"https://x.id/{number}")
    article.date_published, article.content_hash = moment.isoformat(), str(number)
    revisions.add(transaction, article, 1)


def test_publishers_are_those_that_had_a_run(writing):
    assert standing.publishers(writing) == []
    for name in (ME, OTHER, ME):
        run_log.begin(writing, name, {}, Clock().now())
    assert standing.publishers(writing) == [OTHER, ME]


def test_the_last_run_is_the_publishers_own(writing):
    assert standing.last_run(writing, ME) is None
    first, second, _ = (run_log.begin(writing, name, {}, NOW) for name in (ME, ME, OTHER))
    run_log.end(writing, first, 0, "Complete.", NOW)
    last = standing.last_run(writing, ME)
    assert (last.number, last.ended, last.exit_code, last.outcome) == (second, None, None, None)
    run_log.end(writing, second, 7, "Partial.", NOW)
    last = standing.last_run(writing, ME)
    assert (last.exit_code, last.outcome) == (7, "Partial.")


def test_what_is_dated_later_than_now_is_not_the_newest(writing):
    assert standing.first_and_newest(writing, ME, NOW) is None
    for number, hours in enumerate((-48, -1, 3)):
        add(writing, number, NOW + timedelta(hours=hours))
    add(writing, 9, NOW, OTHER)
    found = standing.first_and_newest(writing, ME, NOW)
    assert found == ("2026-03-08T12:00:00+07:00", "2026-03-10T11:00:00+07:00")


def test_articles_of_a_span_are_counted_from_after_its_start_until_its_end(writing):
    for number, hours in enumerate((-25, -24, -23, 0, 1)):
        add(writing, number, NOW + timedelta(hours=hours))
    add(writing, 9, NOW, OTHER)
    assert standing.published(writing, ME, NOW - timedelta(days=1), NOW) == 2


def test_open_articles_are_told_by_state_and_reason(writing):
    listed = [ledger.Listed(f"{ME}:{n}", f"https://x.id/{n}", 0, None) for n in range(5)]
    ledger.put(writing, ME, 1, listed)
    for number, status in ((0, 500), (1, 500), (2, 503)):
        verdict = Verdict(Fate.FAILED, http_reason(status), status)
        ledger.fail(writing, f"{ME}:{number}", verdict, 1, NOW)
    groups = standing.open_articles(writing, ME)
    assert [tuple(each) for each in groups] == [
        ("listed", None, 2),
        ("failed", "http_500", 2),
        ("failed", "http_503", 1),
    ]
    assert standing.reasons(groups) == {"http_500": 2, "http_503": 1}
    assert standing.open_articles(writing, OTHER) == []
