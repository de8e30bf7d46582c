"""The page around the figures: one file that asks for nothing else."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from lxml import etree

from newsscraper.report_page.amounts import amount, span
from newsscraper.report_page.elements import Node, element
from newsscraper.report_page.field_panels import completeness_panel, sources_panel
from newsscraper.report_page.story_panels import newest_panel, repeated_panel, sections_panel
from newsscraper.report_page.stylesheet import STYLE
from newsscraper.report_page.time_panels import delay_panel, hours_panel, volume_panel
from newsscraper.report_page.url_panels import coverage_panel, failures_panel
from newsscraper.reports.overview import Overview
from newsscraper.reports.url_fates import kinds_of

_PANELS = (
    *(volume_panel, coverage_panel, delay_panel, hours_panel, sections_panel, completeness_panel),
    *(failures_panel, repeated_panel, sources_panel, newest_panel),
)


def page_of(overviews: Sequence[Overview], made: datetime) -> str:
    """Return the page of *overviews*, each in a chapter; *made* is the present."""
    first = overviews[0].timeline
    days = f"{first.since} to {first.until}"
    unfinished = ", so the last day is not over" if first.until == made.date() else ""
    body = element(
        "body",
        element(
            "header",
            element("h1", "News report"),
            element("p", f"{days} · made {made:%Y-%m-%d %H:%M %Z}{unfinished}"),
            _contents(overviews) if len(overviews) > 1 else None,
        ),
        element("main", *(_chapter(at, each) for at, each in enumerate(overviews))),
    )
    page = element("html", _head(f"News report, {days}"), body, lang="en")
    text: str = etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return text + "\n"


def _head(title: str) -> Node:
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    rules = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    style = element("style")
    style.text = STYLE
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=rules),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        style,
    )


def _contents(overviews: Sequence[Overview]) -> Node:
    links = [
        element("li", element("a", each.name, href=f"#chapter-{at}"))
        for at, each in enumerate(overviews)
    ]
    return element("nav", element("ul", *links))


def _chapter(at: int, overview: Overview) -> Node:
    return element(
        "article",
        element("h2", overview.name, id=f"chapter-{at}"),
        _remarks(overview),
        _sums(overview),
        element("div", *(make(overview) for make in _PANELS), class_="panels"),
    )


def _remarks(overview: Overview) -> Node | None:
    said = [*overview.warnings, *overview.remarks]
    return (
        element("ul", *(element("li", each) for each in said), class_="warnings") if said else None
    )


def _sums(overview: Overview) -> Node:
    delay = overview.delays.total()
    kinds = kinds_of(overview.fates.states)
    figures = {
        "articles": amount(overview.articles),
        "repeat another": amount(overview.repeated.exact + overview.repeated.near),
        "not to be had": amount(kinds["not to be had"]),
        "missing": amount(kinds["missing"]),
        "index pages unread": amount(overview.unread),
        "median delay": span(delay.median) if delay else "-",
    }
    pairs = [
        element("div", element("dt", name), element("dd", value)) for name, value in figures.items()
    ]
    return element("dl", *pairs, class_="sums")
