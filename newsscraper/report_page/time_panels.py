"""When articles were published, and how long after that they were fetched."""

from newsscraper.report_page.amounts import amount, articles, span
from newsscraper.report_page.bar_chart import Layer, bar_chart
from newsscraper.report_page.data_table import folded, table
from newsscraper.report_page.elements import Node, element
from newsscraper.report_page.line_chart import Curve, line_chart
from newsscraper.report_page.panel import legend, nothing, panel
from newsscraper.report_page.strip import strip
from newsscraper.reports.clock_hours import WEEKDAYS
from newsscraper.reports.overview import Overview


def volume_panel(overview: Overview) -> Node:
    """Return the articles of each day beside the usual."""
    timeline = overview.timeline
    rows = overview.day_counts.columns(timeline)
    layers = [Layer("articles", "main", [count for count, _ in rows])]
    marks = [usual for _, usual in rows]
    cells = [
        [label, amount(count), amount(usual)]
        for label, (count, usual) in zip(timeline.labels, rows, strict=True)
    ]
    unit = timeline.unit
    return panel(
        f"Articles per {unit}",
        "Usual is the median of the same weekday in the eight weeks before, once three are known.",
        bar_chart(f"Articles per {unit}", timeline.labels, layers, marks),
        legend(("main", "articles"), ("mark-box", "usual")),
        folded(f"Table: articles per {unit}", table([unit, "articles", "usual"], cells)),
    )


def hours_panel(overview: Overview) -> Node:
    """Return the articles of each hour of the week."""
    hours = overview.hours
    most = max(count for day in hours.counts for count in day)
    axis = element("span", *(element("span", f"{at}:00") for at in (0, 6, 12, 18)), class_="axis")
    rows = [
        [name, amount(sum(day)), strip(f"{name}, by hour", [count / (most or 1) for count in day])]
        for name, day in zip(WEEKDAYS, hours.counts, strict=True)
    ]
    cells = [[f"{hour}:00", *(amount(day[hour]) for day in hours.counts)] for hour in range(24)]
    untimed = f" {amount(hours.untimed)} have no time." if hours.untimed else ""
    return panel(
        "Hour and weekday",
        f"In the publisher's time; the fullest hour has {articles(most)}.{untimed}",
        table(["day", "all", axis], rows, class_="strips hours"),
        folded("Table: articles by hour", table(["hour", *WEEKDAYS], cells)),
    )


def delay_panel(overview: Overview) -> Node:
    """Return how long after their publication articles were fetched."""
    timeline, columns = overview.timeline, overview.delays.columns()
    total = overview.delays.total()
    if not total:
        return panel("Delay", "From publication to the store.", nothing("No times are known."))
    lines = [
        Curve("nine of ten within", "second", [each.p90 if each else None for each in columns]),
        Curve("half within", "main", [each.median if each else None for each in columns]),
    ]
    cells = [
        [label, amount(each.articles), span(each.median), span(each.p90)]
        for label, each in zip(timeline.labels, columns, strict=True)
        if each
    ]
    return panel(
        "Delay",
        f"From publication to the store: half within {span(total.median)}, nine of ten within"
        f" {span(total.p90)}. A backfill counts with the age of its articles.",
        line_chart("Delay", timeline.labels, lines),
        legend(("main", "half within"), ("second", "nine of ten within")),
        folded("Table: delay", table([timeline.unit, "articles", "half", "nine of ten"], cells)),
    )
