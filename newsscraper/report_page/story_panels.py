"""What the articles are: their sections, what repeats what, and the newest ones."""

from newsscraper.report_page.amounts import amount, articles, share
from newsscraper.report_page.data_table import bars, table
from newsscraper.report_page.elements import Node, element, foreign, link
from newsscraper.report_page.panel import nothing, panel
from newsscraper.reports.overview import Overview
from newsscraper.reports.repeated_stories import Firsts

_MOST_SECTIONS, _MOST_CREDITS = 25, 25


def sections_panel(overview: Overview) -> Node:
    """Return the articles of each section."""
    found = overview.sections.most_common()
    rows: list[tuple[str, int | None, str]] = [
        (name or "no section", count, f"{amount(count)} · {share(count, overview.articles)}")
        for name, count in found[:_MOST_SECTIONS]
    ]
    others = sum(count for _, count in found[_MOST_SECTIONS:])
    if others:
        name = f"{amount(len(found) - _MOST_SECTIONS)} others"
        rows.append((name, None, f"{amount(others)} · {share(others, overview.articles)}"))
    return panel(
        "Sections",
        "Articles by section.",
        bars(["section", "articles"], rows, "articles") if rows else nothing("There are none."),
    )


def repeated_panel(overview: Overview) -> Node:
    """Return how many articles repeat others, whom they credit, and who was first."""
    repeated = overview.repeated
    credits = repeated.credits.most_common(_MOST_CREDITS)
    credited = repeated.credits.total()
    rows = [(name, count, amount(count)) for name, count in credits]
    return panel(
        "Duplicates and wire stories",
        f"{articles(repeated.exact)} {'has' if repeated.exact == 1 else 'have'} the text of"
        f" another, {amount(repeated.near)} almost; {amount(credited)}"
        f" {'credits' if credited == 1 else 'credit'} an agency or another house.",
        bars(["credit", "articles"], rows, "articles") if rows else None,
        _firsts(overview.firsts),
    )


def _firsts(firsts: Firsts | None) -> Node:
    if firsts is None:
        return nothing("Who was first is told in a report of several publishers.")
    if not firsts.stories:
        return nothing("No story is at two publishers.")
    rows = [
        [foreign(name), amount(count), _who(firsts, name)]
        for name, count in firsts.stories.most_common(_MOST_CREDITS)
    ]
    return element(
        "div",
        element("h4", "Stories at several publishers, and who had them first"),
        table(["credit", "stories", "first at"], rows, class_="words"),
    )


def _who(firsts: Firsts, name: str) -> Node:
    found = ", ".join(f"{who} {amount(count)}" for who, count in firsts.first[name].most_common())
    return foreign(found)


def newest_panel(overview: Overview) -> Node:
    """Return the newest articles as links."""
    count = len(overview.newest)
    about = f"The newest {articles(count) if count > 1 else 'article'} of these days."
    if not overview.newest:
        return panel("Newest articles", about, nothing("There are none."), is_wide=True)
    rows = [
        [
            element("time", each.published[:16].replace("T", " "), datetime=each.published),
            link(each.url, foreign(each.text, lang="id")),
            foreign(each.section),
            each.publisher,
        ]
        for each in overview.newest
    ]
    content = table(["published", "headline", "section", "publisher"], rows, class_="words newest")
    return panel("Newest articles", about, content, is_wide=True)
