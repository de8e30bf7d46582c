"""Nothing but a walk's own methods changes its state: an assignment elsewhere is named."""

import ast

import pytest
from lab.project import PROJECT

PACKAGE = PROJECT / "newsscraper"
WALKS, PROGRESS = "walk", "progress"


def meddling(tree):
    """Name each assignment to an attribute of a walk, or of something that a walk has."""
    for node in ast.walk(tree):
        for target in targets_of(node):
            if isinstance(target, ast.Attribute) and is_of_a_walk(target.value):
                yield f"{target.lineno}: {ast.unparse(target)}"


def meddling_with_progress(tree):
    """Name each assignment to an attribute of an argument `progress`."""
    for node in ast.walk(tree):
        for target in targets_of(node):
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) == PROGRESS:
                yield f"{target.lineno}: {ast.unparse(target)}"


def targets_of(node):
    """What a statement or an expression assigns to or deletes."""
    match node:
        case ast.Assign(targets=found) | ast.Delete(targets=found):
            pass
        case ast.AugAssign(target=one) | ast.AnnAssign(target=one) | ast.For(target=one):
            found = [one]
        case ast.withitem(optional_vars=one) if one:
            found = [one]
        case _:
            return
    for each in found:
        yield from innermost(each)


def innermost(target):
    """The names, attributes and items that a target is made of: `a.x, b[0] = …`, `a.x[0] = …`."""
    if isinstance(target, ast.Tuple | ast.List):
        for each in target.elts:
            yield from innermost(each)
    elif isinstance(target, ast.Starred | ast.Subscript):
        yield from innermost(target.value)
    else:
        yield target


def is_of_a_walk(node):
    """Tell whether an expression is a walk, or what it has.

    A walk is `walk`, `self.walk`, `walks[…]` or `walker.walk(…)`, what it has `walk.fruitless`.
    """
    match node:
        case ast.Name(id=name):
            return name == WALKS or name.endswith(f"_{WALKS}")
        case ast.Attribute(value=value, attr=name):
            return name == WALKS or name.endswith(f"_{WALKS}") or is_of_a_walk(value)
        case ast.Subscript(value=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name.endswith(f"{WALKS}s")
        case ast.Call(func=ast.Attribute(attr=name)):
            return name == WALKS or (name, is_walks(node.func.value)) == ("get", True)
    return False


def is_walks(node):
    return ast.unparse(node).endswith(f"{WALKS}s")


def modules(*rooms):
    """Path and tree of each module of these rooms."""
    for room in rooms:
        for path in sorted((PACKAGE / room).glob("*.py")):
            yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text("utf-8"))


def test_nothing_but_a_walk_changes_what_a_walk_knows():
    found = {
        name: list(meddling(tree))
        for name, tree in modules("crawl", "spiders")
        if name != "crawl/walk.py"
    }
    assert len(found) > 20
    assert {name: places for name, places in found.items() if places} == {}


def test_no_road_changes_the_walk_that_asks_it():
    found = {
        name: [*meddling_with_progress(tree), *meddling(tree)] for name, tree in modules("roads")
    }
    assert "roads/sitemap.py" in found
    assert {name: places for name, places in found.items() if places} == {}


@pytest.mark.parametrize(
    "source",
    [
        "walk.is_dead = True",
        "walk.old += 1",
        "walk.fruitless.old += 1",
        "self.walks[road].limit.left = None",
        "walk.old: int = 1",
        "del walk.unread",
        "self.walk.is_dead = True",
        "this_walk.is_dead = True",
        "self.walks[road].is_dead = True",
        "walks[0].old -= 1",
        "walker.walk(road).unread = None",
        "self.run.walker.walk(road).unread = None",
        "self.walks.get(road).unread = None",
        "a, walk.unread = b, None",
        "[a, *walk.ahead] = b",
        "walk.unfinished[3] = page",
        "del walk.unfinished[3]",
        "for walk.old in range(3): pass",
        "with a as walk.unread: pass",
        "def f():\n    if a:\n        walk.has_articles = a",
    ],
)
def test_an_assignment_to_a_walk_is_named(source):
    assert len(list(meddling(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "walk = walker.walk(road)",
        "self.walks[road.url] = Walk(plan)",
        "del walks[road]",
        "road = walk.road",
        "walker.pages_left -= 1",
        "walk.stop_at(page, verdict)",
        "known[walk.number] = 1",
    ],
)
def test_what_leaves_a_walk_as_it_is_is_not_named(source):
    assert list(meddling(ast.parse(source))) == []


@pytest.mark.parametrize("source", ["progress.empty_days += 1", "progress.ahead = ()"])
def test_an_assignment_to_the_progress_of_a_walk_is_named(source):
    assert len(list(meddling_with_progress(ast.parse(source)))) == 1
