"""Charts: what they draw, and how numbers are written."""

import pytest

from newsscraper.report_page.amounts import amount, share, span
from newsscraper.report_page.bar_chart import Layer, bar_chart, round_up
from newsscraper.report_page.data_table import bars, folded, table
from newsscraper.report_page.line_chart import Curve, line_chart
from newsscraper.report_page.plot import BASE, TOP, below, percent
from newsscraper.report_page.strip import strip


def texts(node):
    return [each.text for each in node.iter("text")]


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0"), (999, "999"), (12345, "12\u202f345"), (None, "-")]
)
def test_amounts_have_a_space_between_thousands(count, said):
    assert amount(count) == said


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 0, "-"),
        (0, 9, "0 %"),
        (1, 1_000, "<1 %"),
        (1, 3, "33 %"),
        (999, 1_000, ">99 %"),
        (9, 9, "100 %"),
    ],
)
def test_neither_none_nor_all_is_rounded_to_be_it(part, whole, said):
    assert share(part, whole) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (90, "1.5 min"), (5_400, "1.5 h"), (864_000, "10 d")],
)
def test_a_span_is_told_in_its_largest_unit(seconds, said):
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("value", "top"), [(1, 1), (2, 2), (3, 4), (7, 8), (11, 20), (99, 100), (601, 800)]
)
def test_a_scale_ends_at_a_round_number(value, top):
    assert round_up(value) == top


def test_bars_are_as_high_as_their_values_and_lie_on_one_another():
    layers = [Layer("here", "main", [4, 0]), Layer("gone", "faint", [4, 2])]
    chart = bar_chart("URLs", ["a", "b"], layers, [None, 8])
    boxes = [
        (each.get("class"), float(each.get("y")), float(each.get("height")))
        for each in chart.iter("rect")
    ]
    half, quarter = (BASE - TOP) / 2, (BASE - TOP) / 4
    assert boxes == [
        ("main", BASE - half, half),
        ("faint", TOP, half),
        ("faint", BASE - quarter, quarter),
    ]
    [mark] = [each for each in chart.iter("line") if each.get("class") == "mark"]
    assert (mark.get("x1"), mark.get("x2"), float(mark.get("y1"))) == ("50%", "100%", TOP)
    assert [each.text for each in chart.iter("title")] == ["a, 4 here, 4 gone", "b, 0 here, 2 gone"]
    assert texts(chart) == ["0", "4", "8", "a", "b"]


def test_a_chart_of_nothing_is_drawn():
    assert texts(bar_chart("none", [], [Layer("x", "main", [])])) == ["0", "1"]
    assert texts(line_chart("none", ["a"], [Curve("x", "main", [None])])) == ["1 s", "1 min", "a"]


def test_a_line_is_interrupted_where_there_is_no_value():
    chart = line_chart("delay", list("abcde"), [Curve("half", "main", [60, 600, None, 60, None])])
    lines = [each for each in chart.iter("line") if each.get("class") == "main"]
    assert [(each.get("x1"), each.get("x2")) for each in lines] == [("10%", "30%")]
    assert [each.get("cx") for each in chart.iter("circle")] == ["10%", "30%", "70%"]
    assert [each.text for each in chart.iter("title")] == [
        "a: half 1 min",
        "b: half 10 min",
        "d: half 1 min",
    ]


@pytest.mark.parametrize(
    ("seconds", "names"),
    [
        ([0.0], ["1 s", "1 min"]),
        ([61.0, 3_000.0], ["1 min", "10 min", "1 h"]),
        ([1e12], ["3\u202f650 d", "36\u202f500 d"]),
    ],
)
def test_a_scale_of_spans_goes_around_them(seconds, names):
    chart = line_chart("delay", ["a"] * len(seconds), [Curve("half", "main", seconds)])
    assert texts(chart)[: len(names)] == [name.replace("\u202f", "") for name in names]
    heights = [float(each.get("cy")) for each in chart.iter("circle")]
    assert all(TOP <= height <= BASE for height in heights)


def test_a_strip_joins_cells_that_are_alike_and_keeps_none_and_all_apart():
    cells = [
        (each.get("x"), each.get("width"), each.get("class"))
        for each in strip("x", [0, 0.001, 1, 1, None, 0.999, 0.5, 0.45]).iter("rect")
    ]
    assert cells == [
        ("0%", "12.5%", "level0"),
        ("12.5%", "12.5%", "level1"),
        ("25%", "25%", "level10"),
        ("62.5%", "12.5%", "level9"),
        ("75%", "25%", "level5"),
    ]


@pytest.mark.parametrize(
    ("labels", "shown"),
    [([], []), (["a"], ["a"]), (list("ab"), ["a", "b"]), (list("abcde"), ["a", "e", "c"])],
)
def test_an_axis_names_few_columns(labels, shown):
    assert [each.text for each in below(labels, 9)] == shown


def test_places_are_shares_of_the_width():
    assert [percent(each) for each in (0, 33.333, 50, 100)] == ["0%", "33.33%", "50%", "100%"]


def test_a_table_names_its_rows_and_may_be_folded():
    node = folded("Table", table(["day", "n"], [["Monday", "3"]], class_="words"))
    assert node.tag == "details"
    assert node.find("summary").text == "Table"
    [row] = node.iterfind(".//tbody/tr")
    assert [(cell.tag, cell.text) for cell in row] == [("th", "Monday"), ("td", "3")]


def test_bars_of_a_table_are_as_long_as_their_amounts():
    node = bars(
        ["section", "n"],
        [("a", 4, "4"), ("b", 1, "1"), ("c", 0, "0"), ("d", None, "9")],
        "articles",
    )
    assert [each.get("width") for each in node.iter("rect")] == ["100%", "25%", "0%"]
    assert next(each.get("aria-label") for each in node.iter("svg")) == "a: 4 articles"
