"""A panel: a heading, what it shows in a sentence, and figures."""

from newsscraper.report_page.elements import Node, element


def panel(heading: str, about: str, *content: Node | None, is_wide: bool = False) -> Node:
    """Return a panel; a wide one has the whole width where others stand side by side."""
    return element(
        "section",
        element("h3", heading),
        element("p", about, class_="about"),
        *content,
        class_="panel wide-panel" if is_wide else "panel",
    )


def legend(*names: tuple[str, str]) -> Node:
    """Return what the colours mean: class and name of each."""
    return element(
        "ul",
        *(
            element(
                "li",
                element(
                    "svg",
                    element("rect", width="12", height="12", class_=colour),
                    width="12",
                    height="12",
                    aria_hidden="true",
                ),
                f" {name}",
            )
            for colour, name in names
        ),
        class_="legend",
    )


def nothing(text: str) -> Node:
    """Return a sentence in the place of figures that there are not."""
    return element("p", text, class_="nothing")
