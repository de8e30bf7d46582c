"""Tables of figures: short ones stand in the page, long ones are opened when they are wanted."""

from collections.abc import Iterable, Sequence

from newsscraper.report_page.elements import LONGEST_NAME, Node, element, foreign, shortened
from newsscraper.report_page.plot import percent


def table(headers: Sequence[str], rows: Iterable[Sequence[Node | str]], **attributes: str) -> Node:
    """Return a table; the first cell of each row is its name."""
    head = element("tr", *(element("th", header, scope="col") for header in headers))
    body = [
        element("tr", element("th", first, scope="row"), *(element("td", each) for each in others))
        for first, *others in rows
    ]
    made = element("table", element("thead", head), element("tbody", *body), **attributes)
    return element("div", made, class_="wide")


def folded(summary: str, content: Node) -> Node:
    """Return *content* behind a line that opens it."""
    return element("details", element("summary", summary), content)


def bars(headers: Sequence[str], rows: Sequence[tuple[str, int | None, str]], unit: str) -> Node:
    """Return a table of names, their amounts, and bars as long as these; None has no bar."""
    most = max((count for _, count, _ in rows if count), default=1)
    body = [
        [foreign(name), text, _bar(name, count, most, unit)]
        for name, count, text in ((shortened(each[0], LONGEST_NAME), *each[1:]) for each in rows)
    ]
    return table([*headers, ""], body, class_="bars")


def _bar(name: str, count: int | None, most: int, unit: str) -> Node | str:
    if count is None:
        return ""
    width = percent(100 * count / most)
    filled = element("rect", width=width, height="12", rx="2", class_="main")
    said = f"{name}: {count} {unit}"
    return element("svg", filled, width="100%", height="12", role="img", aria_label=said)
