"""What became of the URLs that lists showed, and why some could not be had."""

from newsscraper.report_page.amounts import amount
from newsscraper.report_page.bar_chart import Layer, bar_chart
from newsscraper.report_page.data_table import bars, folded, table
from newsscraper.report_page.elements import Node, element
from newsscraper.report_page.panel import legend, nothing, panel
from newsscraper.reports.overview import Overview
from newsscraper.reports.url_fates import KINDS, kinds_of
from newsscraper.store.states import State

_COLOURS = dict(zip(KINDS, ("main", "faint", "alarm"), strict=True))
_MOST_REASONS = 40


def coverage_panel(overview: Overview) -> Node:
    """Return what became of the URLs of each day."""
    timeline, fates = overview.timeline, overview.fates
    kinds = [kinds_of(states) for states in fates.columns]
    layers = [Layer(kind, _COLOURS[kind], [each[kind] for each in kinds]) for kind in KINDS]
    states = [state for state in State if fates.states[state]]
    rows = [*zip(timeline.labels, fates.columns, strict=True), ("unknown", fates.undated)]
    cells = [[label, *(amount(each[state]) for state in states)] for label, each in rows]
    return panel(
        "Coverage",
        "What became of the URLs that lists showed, by the day of their articles. Here are those"
        " that are stored or repeat a stored one, missing those still to be fetched or given up.",
        bar_chart("URLs that lists showed", timeline.labels, layers),
        legend(*((_COLOURS[kind], kind) for kind in KINDS)),
        _gaps(overview),
        folded(
            "Table: URLs by state",
            table([timeline.unit, *(state.replace("_", " ") for state in states)], cells),
        ),
    )


def _gaps(overview: Overview) -> Node:
    missing = kinds_of(overview.fates.states)["missing"]
    return element(
        "p",
        f"Gaps: missing URLs {amount(missing)}, unread index pages {amount(overview.unread)},"
        f" index pages given up {amount(overview.given_up)}. URLs of no known day:"
        f" {amount(overview.fates.undated.total())}.",
        class_="about",
    )


def failures_panel(overview: Overview) -> Node:
    """Return why URLs could not be had."""
    found = overview.fates.failures.most_common()
    about = "Why pages could not be had, or not yet; those of unknown days among them."
    if not found:
        return panel("Failures", about, nothing("There are none."))
    rows = [
        (f"{state.replace('_', ' ')}: {reason}", count, amount(count))
        for (state, reason), count in found[:_MOST_REASONS]
    ]
    return panel("Failures", about, bars(["state and reason", "URLs"], rows, "URLs"))
