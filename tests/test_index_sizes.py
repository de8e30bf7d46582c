"""The script behind the sizes of indexes in `docs/scale.md`, with few articles."""

from contextlib import closing

from lab import index_sizes
from lab.engines import raw

from newsscraper.store import coverage, revisions
from newsscraper.store.article_store import Store

COUNT = 2_000
FILLED = """SELECT count(*) FROM revisions r
    JOIN articles a ON a.key = r.key JOIN ledger l ON l.key = r.key AND l.state = 'stored'
    JOIN listings s ON s.key = r.key AND s.walk = l.run AND s.is_known
    JOIN runs u ON u.id = l.run AND u.publisher = r.publisher
    JOIN feeds f ON f.publisher = r.publisher
    JOIN deliveries d ON d.feed = f.id AND d.seq = r.seq"""


def test_the_store_that_is_measured_is_as_crawls_leave_one(engine, tmp_path):
    place = engine.place(tmp_path)
    lines = list(index_sizes.measure(engine.name, place, COUNT))
    reached = [each.split()[0] for each in lines if " articles on " in each]
    assert reached == ["200", "400", "1,000", "2,000"]
    assert len([each for each in lines if each.endswith(" ms")]) == 5 * len(reached)
    tables = {name for names in index_sizes.GROUPS.values() for name in names}
    assert tables <= {each.split()[0] for each in lines if each}
    with closing(Store.open(place)) as store, store.reading() as transaction:
        alone = len(reached) * index_sizes.PROBES
        assert revisions.count_articles(transaction) == COUNT + index_sizes.PROBES
        assert raw(transaction, FILLED).scalar() == COUNT + index_sizes.PROBES - alone
        groups = coverage.groups(transaction, index_sizes.PROBED, None, None)
        stored = sum(group.urls for group in groups if group.state == "stored")
        assert stored == revisions.count(transaction, index_sizes.PROBED)
