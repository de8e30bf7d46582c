"""What is in a feed file: rows of ours, notes of the user's, and what is neither."""

import csv
import gzip
import io
import json
import re
import zlib
from collections import Counter
from typing import NamedTuple

from worlds.newsroom import FIRST_ID

from lab.chaos import Made, is_story

csv.field_size_limit(2**24)
NOTE = re.compile(rb'(?:\{"hand": |hand,)(\d+)\}?\r?')
"""A line that the user wrote: each has its own number."""
HEADER = "key"
"""The first cell of the first line of a CSV."""


class Content(NamedTuple):
    """What a file holds, in order."""

    rows: list[int]
    """Numbers of the stories that are there with their very text."""
    notes: list[int]
    odd: list[bytes]
    """Lines that are neither."""

    @property
    def counts(self):
        return Counter(self.rows)


def read(data, kind):
    """Read the bytes of a feed; *kind* is `jsonl`, `csv` or `jsonl.gz`."""
    content = Content([], [], [])
    if kind.endswith(".gz"):
        data, rest = unpacked(data)
        content.odd.extend([rest] * bool(rest))
    for line, row in (csv_lines if kind == "csv" else json_lines)(data):
        if NOTE.match(line):
            content.notes.extend(map(int, NOTE.findall(line)))  # the hand may glue its own
            content.odd.extend([line] * bool(NOTE.sub(b"", line)))  # a row is glued to it
        elif row is not None and (number := story(row)) is not None:
            content.rows.append(number)
        else:
            content.odd.append(line)
    return content


def story(row):
    """Return the number of the story that a row holds whole, else None."""
    _, _, key = str(row.get("key")).partition(":")
    if not key.isdecimal() or str(row.get("revision")) != "1":
        return None
    number = int(key) - FIRST_ID
    return number if is_story(row, number, 1, Made(number)) else None


def json_lines(data):
    """Yield each line, and the object in it if there is one."""
    for line in data.split(b"\n"):
        if line:
            yield line, json_object(line)


def json_object(line):
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None


def csv_lines(data):
    """Yield each record but the header, and its cells by their names if they fit the header."""
    records = csv.reader(io.StringIO(data.decode("utf-8", "replace"), newline=""))
    header = next(records, [HEADER])
    if header[:1] != [HEADER]:
        yield ",".join(header).encode(), None
    for record in records:
        fits = len(record) == len(header) and record != header
        cells = dict(zip(header, record, strict=True)) if fits else None
        yield ",".join(record).encode(), cells


def unpacked(data):
    """Return what is in gzip members, and the bytes from the first torn member on."""
    whole = []
    while data:
        packed = zlib.decompressobj(wbits=31)
        try:
            content = packed.decompress(data)
        except zlib.error:
            break
        if not packed.eof:
            break
        whole.append(content)
        data = packed.unused_data
    return b"".join(whole), data


def packed(data, kind):
    """Return *data* as it is put into a file of that kind."""
    return gzip.compress(data) if kind.endswith(".gz") else data


def plain(data, kind):
    """Return the lines in *data*, without what packs them."""
    return unpacked(data)[0] if kind.endswith(".gz") else data


def ends(data, kind):
    """Return where something whole ends in a file: a line, a CSV record, a gzip member."""
    if kind.endswith(".gz"):
        return list(ends_of_members(data))
    positions, quotes, position = [], 0, 0
    for line in data.splitlines(keepends=True):
        quotes += line.count(b'"') if kind == "csv" else 0
        position += len(line)
        if line.endswith(b"\n") and quotes % 2 == 0:
            positions.append(position)
    return positions


def ends_of_members(data):
    total = len(data)
    while data:
        member = zlib.decompressobj(wbits=31)
        try:
            member.decompress(data)
        except zlib.error:
            return
        if not member.eof:
            return
        data = member.unused_data
        yield total - len(data)
