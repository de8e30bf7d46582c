"""The table of coverage by itself."""

from datetime import date, datetime, timedelta

from newsscraper.reports.coverage_table import days_of, rows_of, table
from newsscraper.reports.id_sequence import IdSequence
from newsscraper.store.coverage import Group, UnreadGroup
from newsscraper.window import Window

DAY = date(2026, 1, 2)
IDS = IdSequence.of(
    (700_000 + number, datetime(2026, 1, 1) + number * timedelta(hours=1)) for number in range(72)
)
GROUPS = [
    Group(None, "failed", 2, 0),
    Group(DAY, "stored", 1200, 3),
    Group(DAY, "given_up", 1, 0),
    Group(DAY - timedelta(1), "out_of_window", 5, 0),
]
UNREAD = [
    UnreadGroup("indeks", DAY, None, None, 2),
    UnreadGroup("ekonomi", DAY, None, None, 1),
    UnreadGroup("indeks", DAY + timedelta(1), None, None, 4),
    UnreadGroup("ekonomi", None, None, None, 5),
]
TABLE = """\
koran       listed  stored  duplicate  failed  refused  gone  given_up  to_fetch  not_article  out_of_window  revised  unread  estimate
2026-01-01       5       .          .       .        .     .         .         .            .              5        .       .      >=24
2026-01-02    1201    1200          .       .        .     .         1         .            .              .        3       3        24
2026-01-03       .       .          .       .        .     .         .         .            .              .        .       4      >=24
unknown          2       .          .       2        .     .         .         .            .              .        .       5         -
total         1208    1200          .       2        .     .         1         .            .              5        3      12      >=72
"""  # noqa: E501


def printed(*arguments):
    return "".join(f"{line}\n" for line in table("koran", rows_of(*arguments)))


def test_a_table_has_a_row_for_each_day_oldest_first_and_aligned_columns():
    assert printed(GROUPS, [], IDS, UNREAD) == TABLE


def test_without_a_sequence_of_ids_there_is_a_dash():
    for line in printed(GROUPS, [], None).splitlines()[1:]:
        assert line.endswith(" -")


def test_what_is_of_unknown_days_does_not_make_the_total_a_lower_bound():
    day, unknown, total = rows_of(GROUPS[:2], [], IDS)
    assert [str(row.estimate) for row in (day, unknown, total)] == ["24", "None", "24"]


def test_days_of_the_span_have_a_row_though_nothing_was_listed():
    days = [DAY, DAY + timedelta(1)]
    first, second, _, total = rows_of(GROUPS[:2], days, IDS)[:4]
    assert [row.name for row in (first, second)] == ["2026-01-02", "2026-01-03"]
    assert second.cells()[1:-1] == ["."] * 12
    assert str(total.estimate) == ">=48"


def test_a_span_whose_end_is_open_ends_with_the_last_day_that_was_listed():
    assert list(days_of(Window(DAY - timedelta(1)), GROUPS, DAY)) == [DAY - timedelta(1), DAY]
    assert list(days_of(Window(DAY), [], DAY)) == []
    assert list(days_of(Window(DAY + timedelta(1)), GROUPS, DAY)) == []


def test_a_day_of_which_all_pages_are_unread_has_a_row_and_is_of_the_span():
    rows = rows_of([], [], None, UNREAD)
    assert [row.name for row in rows] == ["2026-01-02", "2026-01-03", "unknown", "total"]
    last = DAY + timedelta(1)
    assert list(days_of(Window(DAY), [], last, UNREAD)) == [DAY, last]


def test_a_span_ends_today_at_the_latest_and_is_unknown_without_a_beginning():
    today = DAY + timedelta(2)
    assert list(days_of(Window(DAY, DAY), [], today)) == [DAY]
    assert list(days_of(Window(DAY, date(2099, 1, 1)), [], today))[-1] == today
    assert list(days_of(Window(None, DAY), GROUPS, today)) == []
