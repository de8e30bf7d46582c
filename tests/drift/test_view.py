"""What is past, and what is now."""

from pasts import days, stretch

from newsscraper.drift.view import SCALES, History, Span, View

YEAR = days(30, {"css a": 50})


def firsts(view):
    return [(window.scale, window.first) for window in view.windows]


def runs(view):
    return [each.first for each in view.past.stretches]


def test_the_newest_articles_are_compared_with_those_before_the_widest_window():
    view = View.of(YEAR, History())
    assert SCALES == (20, 50, 250)
    assert firsts(view) == [(20, 30), (50, 30), (250, 26)]
    assert runs(view) == list(range(1, 26))


def test_a_window_is_no_large_part_of_all_that_is_known():
    view = View.of(YEAR[:10], History())
    assert firsts(view) == [(20, 10), (50, 10)]
    assert runs(view) == list(range(1, 10))


def test_small_runs_add_up():
    small = [stretch(31, {"css a": 9})]
    assert firsts(View.of(YEAR + small, History()))[0] == (20, 30)


def test_what_was_accepted_begins_a_past():
    view = View.of(YEAR, History(begins=10))
    assert runs(view) == list(range(10, 26))


def test_while_something_is_wrong_the_past_ends_where_it_began():
    view = View.of(YEAR, History(aside=(Span(12),)))
    assert runs(view) == list(range(1, 12))


def test_what_was_wrong_is_neither_past_nor_in_a_window():
    view = View.of(YEAR, History(aside=(Span(26, 27),)))
    assert firsts(view) == [(20, 30), (50, 30)]
    assert runs(view) == [*range(1, 26), 28, 29]


def test_right_after_something_was_wrong_there_may_be_nothing_to_compare():
    view = View.of(YEAR, History(aside=(Span(26, 30),)))
    assert (firsts(view), runs(view)) == ([], [])


def test_what_is_longer_ago_than_60_days_is_not_usual_any_more():
    view = View.of(days(90, {"css a": 50}), History())
    assert runs(view) == list(range(25, 86))
