"""Types of columns, from how fields are declared."""

from dataclasses import dataclass
from typing import Any, TypedDict

import pytest

from newsscraper.reports.arrow_types import arrow_types

pyarrow = pytest.importorskip("pyarrow", reason="the extra `tables` is not installed")

MOMENT = "2026-01-20T17:45:09+07:00"


class Part(TypedDict):
    text: str | None
    date_published: str | None


@dataclass
class Row:
    texts: list[str]
    number: int | None
    parts: list[Part]
    part: Part | None
    claims: dict[str, Any]
    fetched_at: str | None


def test_each_declaration_has_its_type_and_its_values():
    types = arrow_types(Row)
    part = {"text": "isi", "date_published": MOMENT}
    values = {"texts": ["a"], "number": 7, "parts": [part], "part": part, "fetched_at": MOMENT}
    values["claims"] = {"headline": "judul", "authors": ["Sari"], "none": None}
    found = {name: types[name].array([value, None]).to_pylist() for name, value in values.items()}
    assert {name: column[1] for name, column in found.items()} == dict.fromkeys(values)
    first = {name: column[0] for name, column in found.items()}
    moments = [first["parts"][0].pop("date_published"), first["part"].pop("date_published")]
    assert [each.isoformat() for each in moments] == [MOMENT] * 2
    assert first.pop("fetched_at").isoformat() == "2026-01-20T10:45:09+00:00"
    assert first == {
        "texts": ["a"],
        "number": 7,
        "parts": [{"text": "isi"}],
        "part": {"text": "isi"},
        "claims": [("headline", "judul"), ("authors", '["Sari"]'), ("none", None)],
    }
