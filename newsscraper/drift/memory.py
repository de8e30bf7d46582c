"""The memory of a publisher's pages: profiles and changes, as the store keeps them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Row

from newsscraper.drift.course import Change
from newsscraper.drift.deviation import Deviation
from newsscraper.drift.past import MOST_STRETCHES, Stretch
from newsscraper.drift.profile import Profile
from newsscraper.drift.symptom import Places, Symptom, Wrong
from newsscraper.store import page_changes, profile_rows
from newsscraper.store.clock import stamp_of
from newsscraper.store.profile_rows import Kept
from newsscraper.store.states import Stage

_FIELDS: Final = ("found", "of", "usual", "scale", "first")


def add_stretch(transaction: Connection, kept: Kept, stretch: Stretch) -> list[Stretch]:
    """Keep the profile of a run; return the newest stretches with it, oldest first."""
    rows = profile_rows.newest(transaction, kept, MOST_STRETCHES)
    if rows:
        profile_rows.forget_before(transaction, kept, rows[0].id)
    stretches = [_stretch(row) for row in rows]
    both = stretches[-1].joined(stretch) if stretches else None
    if both:
        profile_rows.replace(transaction, rows[-1].id, _row_of(both))
        return [*stretches[:-1], both]
    profile_rows.add(transaction, kept, _row_of(stretch))
    return [*stretches, stretch]


def _stretch(row: Row[Any]) -> Stretch:
    profile = Profile.from_json(row.counts, row.articles, row.pages)
    return Stretch(row.first, row.last, datetime.fromisoformat(row.began), profile)


def _row_of(stretch: Stretch) -> dict[str, Any]:
    return {
        "first": stretch.first,
        "last": stretch.last,
        "began": stamp_of(stretch.began),
        "articles": stretch.profile.articles,
        "pages": stretch.profile.pages,
        "counts": stretch.profile.to_json(),
    }


def changes(transaction: Connection, kept: Kept, places: Places) -> dict[int, Change]:
    """Return what has changed before, by its number in the store."""
    return {row.id: _change(row, places) for row in page_changes.known(transaction, kept)}


def _change(row: Row[Any], places: Places) -> Change:
    symptom = Symptom(row.question, Wrong(row.kind), row.value, places.get(row.question, ()))
    figures = {name: getattr(row, name) for name in _FIELDS}
    return Change(Deviation(symptom, **figures, example=row.url), Stage(row.stage), row.last)


def put_changes(
    transaction: Connection, kept: Kept, known: dict[int, Change], altered: Sequence[Change]
) -> None:
    """Keep what has become of changes: at most one of each name is open."""
    numbers = {each.name: key for key, each in known.items() if each.stage == Stage.OPEN}
    for change in altered:
        deviation = change.deviation
        row = {name: getattr(deviation, name) for name in _FIELDS} | {
            "stage": change.stage.value,
            "last": change.last,
            "question": change.question,
            "kind": deviation.symptom.kind.value,
            "value": deviation.symptom.value,
            "url": deviation.example,
            "field": deviation.field,
            "text": deviation.text,
        }
        page_changes.put(transaction, kept, numbers.get(change.name), row)
