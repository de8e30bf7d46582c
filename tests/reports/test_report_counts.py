"""What a report counts: columns of days, what is usual, hours, delays, fields, stories, URLs."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from newsscraper.duplicates.clusters import Cluster, Member
from newsscraper.reports.clock_hours import ClockHours
from newsscraper.reports.day_counts import DayCounts, sum_of
from newsscraper.reports.delays import Delays, Quantiles
from newsscraper.reports.field_counts import FieldCounts, Shares
from newsscraper.reports.overview import NEWEST, Overview
from newsscraper.reports.repeated_stories import Firsts, RepeatedStories
from newsscraper.reports.timeline import MOST_COLUMNS, Timeline
from newsscraper.reports.url_fates import UrlFates, kinds_of
from newsscraper.store.article_facts import COUNTED, ArticleFacts, Headline
from newsscraper.store.coverage import FailureGroup, Group
from newsscraper.store.states import State

MONDAY = date(2026, 3, 2)
WEEK = timedelta(weeks=1)
TWO_DAYS = Timeline(MONDAY, MONDAY + timedelta(days=1))


def facts(**own):
    given = dict.fromkeys(ArticleFacts._fields)
    given |= {"key": "kompas:1", "published": "2026-03-02T07:30:00+07:00", "precision": "minute"}
    given |= {"filled": (False,) * len(COUNTED), "sources": ()}
    return ArticleFacts(**given | own)


# --- Columns --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "unit", "columns", "ends"),
    [
        ("2026-03-02", "2026-03-02", "day", 1, ("2026-03-02", "2026-03-02")),
        ("2026-03-02", "2026-03-31", "day", 30, ("2026-03-02", "2026-03-31")),
        ("2025-01-01", "2026-03-31", "week", 66, ("2024-12-30", "2026-03-30")),
        ("2016-01-01", "2026-11-30", "quarter", 44, ("2016-01", "2026-10")),
        ("2020-01-01", "2026-11-30", "month", 83, ("2020-01", "2026-11")),
        ("2000-06-15", "2026-11-30", "year", 27, ("2000", "2026")),
    ],
)
def test_columns_are_few_and_named_after_what_they_are(since, until, unit, columns, ends):
    timeline = Timeline(date.fromisoformat(since), date.fromisoformat(until))
    assert (timeline.unit, len(timeline)) == (unit, columns)
    assert (timeline.labels[0], timeline.labels[-1]) == ends
    assert len(timeline) <= MOST_COLUMNS


def test_every_day_has_a_column_and_they_are_in_order():
    timeline = Timeline(date(2025, 1, 1), date(2026, 3, 31))
    found = [timeline.column_of(day) for day in timeline.days]
    assert found == sorted(found)
    assert set(found) == set(range(len(timeline)))


def test_days_of_an_axis_are_told_without_their_year():
    assert TWO_DAYS.short_labels == ["03-02", "03-03"]
    assert Timeline(date(2000, 1, 1), date(2026, 1, 1)).short_labels[0] == "2000"


# --- The usual ------------------------------------------------------------------------------------


def test_the_usual_is_of_the_same_weekday_and_not_of_the_first_day():
    counts = {MONDAY - WEEK * week: 10 * week for week in range(1, 5)}
    counts |= {MONDAY - timedelta(days=3): 99, MONDAY: 7}
    volume = DayCounts(counts).of(MONDAY)
    assert (volume.count, volume.past, volume.usual) == (7, (10, 20, 30), 20)


def test_a_day_without_articles_counts_as_none():
    counts = {MONDAY - WEEK * 9: 1, MONDAY - WEEK: 4}
    assert DayCounts(counts).of(MONDAY).past == (4, 0, 0, 0, 0, 0, 0, 0)


def test_a_column_of_several_days_has_their_sum_and_no_usual_if_one_is_not_known():
    counts = {MONDAY - timedelta(days=days): 2 for days in range(200)}
    weeks = Timeline(MONDAY - WEEK * 27, MONDAY)
    columns = DayCounts(counts).columns(weeks)
    assert weeks.unit == "week"
    assert columns[0] == (14, None)
    assert columns[-2:] == [(14, 14), (2, 2)]


def test_counts_of_several_publishers_add_up():
    both = sum_of([DayCounts({MONDAY: 2}), DayCounts({MONDAY: 3, MONDAY - WEEK: 1})])
    assert both.counts == {MONDAY: 5, MONDAY - WEEK: 1}


# --- Hours and delays -----------------------------------------------------------------------------


def test_hours_are_the_publishers_and_days_alone_have_none():
    hours, others = ClockHours(), ClockHours()
    hours.add(datetime.fromisoformat("2026-03-02T23:59:00+07:00"), "minute")
    others.add(datetime.fromisoformat("2026-03-08T00:00:00+07:00"), "day")
    others.add(datetime.fromisoformat("2026-03-08T00:00:00+07:00"), "second")
    hours.merge(others)
    assert (hours.counts[0][23], hours.counts[6][0], hours.untimed) == (1, 1, 1)
    assert sum(map(sum, hours.counts)) == 2


def test_delays_are_told_by_column_and_of_all():
    delays, moment = Delays(2), datetime.fromisoformat("2026-03-02T07:00:00+07:00")
    for minutes in range(1, 11):
        fetched = f"2026-03-02T00:{minutes:02}:00+00:00"
        delays.add(0, moment, fetched, "minute")
    delays.add(0, moment, None, "minute")
    delays.add(0, moment, "2026-03-09T00:00:00+00:00", "day")
    assert delays.columns() == [Quantiles(10, 300, 540), None]
    other = Delays(2)
    other.add(1, moment, "2026-03-01T00:00:00+00:00", "minute")
    delays.merge(other)
    assert delays.columns()[1] == Quantiles(1, 0, 0)
    assert delays.total() == Quantiles(11, 300, 540)
    assert Delays(2).total() is None


# --- Fields ---------------------------------------------------------------------------------------


def test_fields_and_their_places_are_counted_by_column():
    counts, other = FieldCounts(2), FieldCounts(2)
    has_authors = tuple(name == "authors" for name in COUNTED)
    places = (("authors", "css .a"), ("headline", "css h1"))
    counts.add(0, facts(filled=has_authors, sources=places))
    counts.add(0, facts(filled=has_authors, sources=(("authors", "ld author"),)))
    other.add(1, facts())
    other.add(1, facts(filled=has_authors, sources=places))
    counts.merge(other)
    assert counts.articles == [2, 2]
    assert {each.name: each.counts for each in counts.filled() if each.total} == {"authors": [2, 1]}
    assert counts.sources() == {
        "authors": [Shares("css .a", [1, 1]), Shares("ld author", [1, 0])],
        "headline": [Shares("css h1", [1, 1])],
    }


# --- Stories --------------------------------------------------------------------------------------


def test_what_repeats_and_what_credits_is_counted():
    stories, other = RepeatedStories(), RepeatedStories()
    stories.add(facts())
    stories.add(facts(duplicate_of="detik:1", similarity=1.0, credit="Antara"))
    other.add(facts(key="kompas:2", duplicate_of="detik:1", similarity=0.9, credit="Antara"))
    stories.merge(other)
    assert (stories.exact, stories.near, stories.credits) == (1, 1, {"Antara": 2})
    assert stories.pairs == [("kompas:1", "detik:1"), ("kompas:2", "detik:1")]


def test_who_was_first_is_told_of_stories_at_several_publishers():
    early, late = "2026-03-02T07:00:00+07:00", "2026-03-02T01:00:00+00:00"
    wire = Cluster((Member("b:1", "b", late, "AFP"), Member("a:1", "a", early, "AFP")))
    own = Cluster((Member("a:2", "a", early, None), Member("a:3", "a", late, "AFP")))
    copied = Cluster((Member("a:4", "a", late, None), Member("b:4", "b", early, None)))
    firsts = Firsts.of([wire, own, copied, wire])
    assert firsts.stories == {"AFP": 1, "no credit": 1}
    assert firsts.first == {"AFP": Counter({"a": 1}), "no credit": Counter({"b": 1})}


# --- URLs -----------------------------------------------------------------------------------------


def test_urls_are_counted_by_state_and_what_that_means():
    fates, other = UrlFates(TWO_DAYS), UrlFates(TWO_DAYS)
    groups = [Group(MONDAY, State.STORED, 5, 0), Group(None, State.LISTED, 2, 0)]
    fates.add(groups, [FailureGroup(State.GONE, "http_404", 3)])
    other.add([Group(MONDAY, State.GONE, 3, 0), Group(MONDAY, State.DUPLICATE, 1, 0)], [])
    other.add([], [FailureGroup(State.GONE, "http_404", 1), FailureGroup(State.REFUSED, None, 1)])
    fates.merge(other)
    assert fates.states == {State.STORED: 5, State.LISTED: 2, State.GONE: 3, State.DUPLICATE: 1}
    assert kinds_of(fates.states) == {"here": 6, "not to be had": 3, "missing": 2}
    assert fates.failures == {(State.GONE, "http_404"): 4, (State.REFUSED, "unknown"): 1}
    assert fates.undated.total() == 2


# --- Together -------------------------------------------------------------------------------------


def test_all_publishers_have_the_sum_and_the_newest_of_each():
    own = []
    for number, name in enumerate(("detik", "kompas")):
        overview = Overview(name, TWO_DAYS)
        for minute in range(40):
            overview.add(facts(section=f"s{number}"))
            moment = f"2026-03-02T0{7 - number}:{minute:02}:00+0{7 - number}:00"
            overview.newest = [Headline(name, moment, None, None, None), *overview.newest]
        overview.unread, overview.given_up = 2, 1
        own.append(overview)
    together = Overview.together("both", own, TWO_DAYS)
    assert (together.articles, together.unread, together.given_up) == (80, 4, 2)
    assert together.sections == {"s0": 40, "s1": 40}
    assert together.hours.counts[0][7] == 80
    assert together.fields.articles == [80, 0]
    assert len(together.newest) == NEWEST
    assert [each.publisher for each in together.newest[:4]] == ["kompas", "detik"] * 2
