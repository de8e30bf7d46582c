"""What a field is in Parquet: its type, and how its values become such, by how it is declared."""

import json
from collections.abc import Callable, Iterable
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    NamedTuple,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from newsscraper.publisher.facts import Publisher
from newsscraper.reports.moments import MOMENTS, moment_of

if TYPE_CHECKING:
    import pyarrow

_PLAIN: Final = {str: "string", int: "int64", float: "float64", bool: "bool"}
"""Type in Python -> its name in Arrow."""


class ArrowType(NamedTuple):
    """The type of a field, and what makes its values."""

    type: "pyarrow.DataType"
    convert: Callable[[Any], Any] | None
    """None: they are such already."""

    def array(self, values: Iterable[Any]) -> "pyarrow.Array":
        """Return the column of *values*; None stays what is not there."""
        import pyarrow  # loads much

        if self.convert is not None:
            values = (None if each is None else self.convert(each) for each in values)
        return pyarrow.array(values, self.type)


def arrow_types(row: type) -> dict[str, ArrowType]:
    """Return the types of the fields of a dataclass, or of a TypedDict, by name."""
    return {name: _type_of(hint, name) for name, hint in get_type_hints(row).items()}


def _type_of(hint: Any, name: str = "") -> ArrowType:
    """Return the type of what is declared as *hint*; a text called *name* may be a moment.

    A value of any type is a text: itself, or else in JSON.
    """
    import pyarrow  # loads much

    hint = next((each for each in get_args(hint) if NoneType in get_args(hint)), hint)
    if name in MOMENTS:
        zone = "UTC" if name == "fetched_at" else Publisher.timezone
        return ArrowType(pyarrow.timestamp("us", zone), moment_of)
    if hint is Any:
        return ArrowType(pyarrow.string(), _as_text)
    if is_typeddict(hint):
        return _struct(arrow_types(hint))
    if get_origin(hint) is list:
        [part] = map(_type_of, get_args(hint))
        return ArrowType(pyarrow.list_(part.type), part.convert and _each(part.convert))
    if get_origin(hint) is dict:
        key, value = map(_type_of, get_args(hint))
        return ArrowType(pyarrow.map_(key.type, value.type), _pairs(value.convert))
    return ArrowType(pyarrow.type_for_alias(_PLAIN[hint]), None)


def _struct(parts: dict[str, ArrowType]) -> ArrowType:
    import pyarrow

    kind = pyarrow.struct([(name, part.type) for name, part in parts.items()])
    converts = [(name, part.convert) for name, part in parts.items() if part.convert]

    def convert(value: dict[str, Any]) -> dict[str, Any]:
        return value | {name: made(value.get(name)) for name, made in converts}

    return ArrowType(kind, convert if converts else None)


def _each(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: [convert(each) for each in values]


def _pairs(convert: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    if convert is None:
        return lambda values: list(values.items())
    return lambda values: [(key, convert(each)) for key, each in values.items()]


def _as_text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
