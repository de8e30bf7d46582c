"""Tables of figures: short ones stand in the page, long ones are opened when they are wanted."""

from collections.abc import Iterable, Sequence

from newsscraper.report_page.elements import LONGEST_NAME, Node, element, foreign, shortened
from newsscraper.report_page.plot import percent


def table(headers: Sequence[str], rows: Iterable[Sequence[Node | str]], **attributes: str) -> Node:
    """Return a table; the first cell of each row is its name."""
    head = element("tr", *(element("th", header, scope="col") for header in headers))
    body = [
        element("tr", _cell("th", first, scope="row"), *(_cell("td", each) for each in others))
        for first, *others in rows
    ]
    made = element("table", element("thead", head), element("tbody", *body), **attributes)
    return element("div", made, class_="wide")


def _cell(tag: str, content: Node | str, **attributes: str) -> Node:
    if isinstance(content, str):
        return element(tag, content, **attributes)
    return element(tag, content, **attributes)


def folded(summary: str, content: Node) -> Node:
    """Return *content* behind a line that opens it."""
    return element("details", element("summary", summary), content)


def bars(headers: Sequence[str], rows: Sequence[tuple[str, int, str]], unit: str) -> Node:
    """Return a table of names, their amounts, and bars as long as these."""
    most = max((count for _, count, _ in rows), default=1) or 1
    short = [(shortened(name, LONGEST_NAME), count, text) for name, count, text in rows]
    body = [
        [foreign(name), text, _bar(count / most, f"{name}: {count} {unit}")]
        for name, count, text in short
    ]
    return table([*headers, ""], body, class_="bars")


def _bar(share: float, name: str) -> Node:
    filled = element("rect", width=percent(100 * share), height="12", rx="2", class_="main")
    return element("svg", filled, width="100%", height="12", role="img", aria_label=name)
