"""The tables of a report, as its page has them."""

from lxml import html


def tables_of(page):
    """Return chapter and panel -> rows of its tables; the folded one, where there is one, alone."""
    found = {}
    for chapter in html.fromstring(page).findall(".//article"):
        for panel in chapter.findall(".//section"):
            tables = panel.findall(".//details//table") or panel.findall(".//table")
            rows = [row for table in tables for row in table.findall("tbody/tr")]
            name = (text_of(chapter.find("h2")), text_of(panel.find("h3")))
            found[name] = [[text_of(cell) for cell in row] for row in rows]
    return found


def text_of(element):
    """Return the text of an element, numbers without the space between thousands."""
    return " ".join(element.text_content().replace("\u202f", "").split())
