"""How complete the articles are, and which places supplied their fields."""

from collections.abc import Sequence

from newsscraper.report_page.amounts import amount, share
from newsscraper.report_page.data_table import folded, table
from newsscraper.report_page.elements import Node, element, foreign, shortened
from newsscraper.report_page.panel import nothing, panel
from newsscraper.report_page.strip import strip
from newsscraper.reports.field_counts import Shares
from newsscraper.reports.overview import Overview

_MOST_PLACES = 80
"""Rows of places; a publisher states fewer."""


def completeness_panel(overview: Overview) -> Node:
    """Return how often each field has a value."""
    rows = overview.fields.filled()
    return panel(
        "Completeness",
        "Share of the articles in which a field has a value; full colour is all of them.",
        _strips(overview, "field", [(element("span", each.name), each) for each in rows]),
        _numbers(overview, "Table: articles with a value", "field", rows),
    )


def sources_panel(overview: Overview) -> Node:
    """Return which place of the pages supplied each field."""
    found = overview.fields.sources()
    rows = [
        Shares(f"{field}: {each.name}", each.counts)
        for field, places in found.items()
        for each in places
    ]
    shown = rows[:_MOST_PLACES]
    left = f" {amount(len(rows) - len(shown))} more are left out." if len(rows) > len(shown) else ""
    if not rows:
        return panel("Sources", "Which place supplied each field.", nothing("None is known."))
    return panel(
        "Sources",
        f"Share of the articles whose field came from a place of the page.{left}",
        _strips(overview, "field and place", [(foreign(each.name), each) for each in shown]),
        _numbers(overview, "Table: articles by source", "field and place", shown),
        is_wide=True,
    )


def _strips(overview: Overview, name: str, rows: Sequence[tuple[Node, Shares]]) -> Node:
    wholes = overview.fields.articles
    ends = element(
        "span",
        *(element("span", each) for each in _ends(overview.timeline.short_labels)),
        class_="axis ends",
    )
    cells = [
        [title, share(each.total, overview.articles), _strip(each, wholes)] for title, each in rows
    ]
    return table([name, "all", ends], cells, class_="strips")


def _ends(labels: Sequence[str]) -> Sequence[str]:
    return labels if len(labels) < 2 else (labels[0], labels[-1])


def _strip(shares: Shares, wholes: Sequence[int]) -> Node:
    parts = zip(shares.counts, wholes, strict=True)
    return strip(
        f"{shortened(shares.name)} over time", [n / whole if whole else None for n, whole in parts]
    )


def _numbers(overview: Overview, summary: str, name: str, rows: Sequence[Shares]) -> Node:
    cells = [
        [foreign(each.name), amount(each.total), *(amount(count) for count in each.counts)]
        for each in [Shares("articles", overview.fields.articles), *rows]
    ]
    return folded(summary, table([name, "all", *overview.timeline.labels], cells))
