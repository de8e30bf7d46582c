"""The documentation: short enough to be read, complete, and with no link that leads nowhere."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from test_house import FLOORS

from newsscraper.crawl.arguments import NAMES
from newsscraper.items import Article

PROJECT = Path(__file__).parents[1]
README = PROJECT / "README.md"
DOCS = sorted((PROJECT / "docs").rglob("*.md"))
CONTRIBUTING = PROJECT / ".github" / "CONTRIBUTING.md"
LINKING = [README, *DOCS, CONTRIBUTING, PROJECT / "CHANGELOG.md"]

MOST_WORDS = 1_500
EXIT_CODES = {*range(10), 11}


def text_of(*pages):
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def prose(page):
    """The page without its code blocks: a comment there is no heading, brackets are no link."""
    return re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)


def slug(heading):
    """The anchor that GitHub gives to a heading."""
    shown = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
    return re.sub(r"[^\w\- ]", "", shown.strip().lower()).replace(" ", "-")


def anchors(page):
    """The anchors of a page; the second heading of the same words gets a number."""
    found = []
    for heading in re.findall(r"^#{1,6} +(.+?)(?: +#+)?$", prose(page), re.MULTILINE):
        anchor = slug(heading)
        times = found.count(anchor)
        found.append(f"{anchor}-{times}" if times else anchor)
    return found


def links(page):
    """The relative links of a page."""
    without_code = re.sub(r"`[^`\n]*`", "", prose(page))
    targets = re.findall(r"\]\(<?([^)\s>]+)", without_code)
    targets += re.findall(r"^\[[^]]+\]: +(\S+)", without_code, re.MULTILINE)
    return [target for target in targets if not re.match(r"[a-z][a-z0-9+.-]*:", target)]


def fault(page, target):
    """Why a relative link leads nowhere; None when it leads somewhere."""
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    if not file.is_relative_to(PROJECT) or not file.exists():
        return f"{page.name}: there is no {target}"
    if anchor and (file.suffix != ".md" or anchor not in anchors(file)):
        return f"{page.name}: {file.name} has no heading #{anchor}"
    return None


def first_cells(heading):
    """The first cell of each row of the README's table under *heading*."""
    section = re.split(r"^## ", text_of(README), flags=re.MULTILINE)
    body = next(part for part in section if part.startswith(f"{heading}\n"))
    rows = [line for line in body.splitlines() if line.startswith("|")]
    return [row.split("|")[1].strip() for row in rows[2:]]


def named(text):
    """Everything that *text* sets in code letters."""
    return set(re.findall(r"`([^`\n]+)`", text))


def test_the_readme_is_no_longer_than_it_may_be():
    assert len(text_of(README).split()) <= MOST_WORDS


def test_the_readme_shows_the_two_commands_of_a_new_checkout():
    lines = text_of(README).splitlines()
    commands = [line for line in lines if line.startswith("python3 -m venv ")]
    assert len(commands) == 2
    assert "scrapy crawl mediaindonesia -s REPLAY=fixtures" in commands[0]
    assert "pytest" in commands[1]


def test_no_recipe_of_the_replica_writes_a_file_of_a_live_one():
    lines = text_of(README, *DOCS).splitlines()
    written = {"replica": set(), "live": set()}
    for line in lines:
        kind = "replica" if "REPLAY=fixtures" in line else "live"
        written[kind] |= set(re.findall(r"-[oO] ([\w.-]+)", line))
    assert len(written["replica"]) >= 3
    assert written["replica"] & written["live"] == set()


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page):
    assert [wrong for target in links(page) if (wrong := fault(page, target))] == []


def test_the_readme_leads_to_every_page_of_the_documentation():
    linked = {target.partition("#")[0] for target in links(README)}
    assert {page.relative_to(PROJECT).as_posix() for page in DOCS} - linked == set()
    assert len(DOCS) >= 6


def test_the_readme_explains_every_exit_code_once_and_no_other():
    codes = [int(cell) for cell in first_cells("Exit codes")]
    assert sorted(codes) == sorted(EXIT_CODES)


def test_the_readme_explains_every_argument_and_no_other():
    explained = named(" ".join(first_cells("Arguments")))
    assert explained == set(NAMES)


def test_every_field_of_an_article_is_described():
    names = {field.name for field in fields(Article)}
    assert names - named(text_of(README, PROJECT / "docs" / "article.md")) == set()


def test_every_command_is_described():
    modules = (PROJECT / "newsscraper" / "commands").glob("[!_]*.py")
    commands = {module.stem for module in modules}
    text = text_of(README, PROJECT / "docs" / "commands.md")
    assert commands
    assert commands - set(re.findall(r"scrapy (\w+)", text)) == set()


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("What is fed", "what-is-fed"),
        ("`-O FILE`: replace", "-o-file-replace"),
        ("REPLAY: the same job", "replay-the-same-job"),
        ("snake_case, “quotes” & more?", "snake_case-quotes--more"),
        ("A [link](other.md#x) in it", "a-link-in-it"),
        ("Berita né", "berita-né"),
    ],
)
def test_anchors_are_those_that_github_makes(heading, expected):
    assert slug(heading) == expected


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        "# One\n## One\n```\n# no heading [x](none)\n```\n[a](#one-1) [b](#two) `[c](d)`\n"
    )
    assert anchors(page) == ["one", "one-1"]
    assert links(page) == ["#one-1", "#two"]
    assert fault(README, "docs/none.md")
    assert fault(README, "LICENSE#any")
    assert fault(README, "../elsewhere.md")
    assert fault(README, "docs/coverage.md#none")
    assert fault(README, "docs/coverage.md#columns") is None


def test_the_map_has_every_room_on_its_floor_with_its_rule():
    rows = re.findall(r"^\| (\d) \| `(\w+)` \| (.+?) \|", text_of(CONTRIBUTING), re.MULTILINE)
    rules = {
        face.parent.name: face.read_text(encoding="utf-8").strip().strip('"')
        for face in (PROJECT / "newsscraper").glob("*/__init__.py")
    }
    assert {(room, rule) for _, room, rule in rows} == set(rules.items())
    assert {room: int(floor) for floor, room, _ in rows} == {room: FLOORS[room] for room in rules}
