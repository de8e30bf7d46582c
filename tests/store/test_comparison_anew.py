"""The tables beside those that runs go by, and the step that swaps them."""

from sqlalchemy import inspect, select, text

from newsscraper.store import comparison_anew
from newsscraper.store.comparison_tables import ANEW, CURRENT
from newsscraper.store.statements import insert_new, is_postgresql
from newsscraper.store.upgrades import VERSION


def layout(transaction):
    """How the tables of comparisons are made."""
    if is_postgresql(transaction):
        return [layout_on_server(inspect(transaction), each.name) for each in CURRENT]
    query = text("SELECT name, sql FROM sqlite_schema WHERE name = :name")
    rows = [transaction.execute(query, {"name": each.name}).one() for each in CURRENT]
    return [(name, sql.replace('"', "")) for name, sql in rows]


def layout_on_server(server, name):
    columns = [
        (each["name"], str(each["type"]), each["nullable"]) for each in server.get_columns(name)
    ]
    return name, columns, server.get_pk_constraint(name)["constrained_columns"]


def test_what_is_swapped_in_is_made_as_what_it_replaces(writing):
    before = layout(writing)
    comparison_anew.begin(writing, 30, 0.3)
    writing.execute(insert_new(ANEW.sketches), {"hash": 1, "day": 2, "seq": 3})
    assert writing.execute(select(CURRENT.sketches)).all() == []
    assert not comparison_anew.is_swapped(writing)
    comparison_anew.swap(writing)
    assert comparison_anew.is_swapped(writing)
    assert layout(writing) == before
    assert writing.execute(select(CURRENT.sketches)).all() == [(1, 2, 3)]


def test_it_goes_on_by_the_same_settings_and_begins_anew_by_others(writing):
    assert comparison_anew.begin(writing, 30, 0.3) == 0
    comparison_anew.reach(writing, 40)
    assert comparison_anew.begin(writing, 30, 0.3) == 40
    assert comparison_anew.begin(writing, 30, 0.5) == 0
    comparison_anew.reach(writing, 40)
    assert comparison_anew.begin(writing, 31, 0.5) == 0


def test_it_goes_on_after_the_swap_from_the_first_mark(writing):
    comparison_anew.begin(writing, 30, 0.3)
    comparison_anew.reach(writing, 40)
    comparison_anew.swap(writing)
    assert comparison_anew.begin(writing, 30, 0.3) == 0
    assert comparison_anew.is_swapped(writing)
    assert comparison_anew.begin(writing, 30, 0.5) == 0
    assert not comparison_anew.is_swapped(writing)


def test_one_of_an_earlier_version_of_the_store_begins_anew(writing):
    comparison_anew.begin(writing, 30, 0.3)
    comparison_anew.reach(writing, 40)
    writing.execute(text(f"UPDATE comparison SET version = {VERSION - 1}"))
    assert comparison_anew.begin(writing, 30, 0.3) == 0
