"""A user's hand in the folder of a feed: it edits, appends, rotates, truncates, deletes, links."""

import itertools
import os
import shutil

from lab import forked
from lab.feed_rows import HEADER, ends, packed, plain
from lab.project import own_environment


class NothingThere(Exception):
    """A deed has nothing to be done to."""


class Hand:
    """Does a deed to the newest file of a feed; each line it writes has a number of its own.

    Files that it moves away are called `kept-1.jsonl` and so on.
    """

    def __init__(self, folder, kind, dice, store):
        self.folder, self.kind, self.dice, self.store = folder, kind, dice, store
        self.written = 0
        """The number of the last note."""
        self.torn = set()
        """Pieces of lines that it left behind."""
        self.moved = 0

    def do(self, deed):
        """Do a deed by its name; tell whether there was something to do it to."""
        try:
            DEEDS[deed](self)
        except NothingThere:
            return False
        return True

    @property
    def file(self):
        """The feed, or the last of its files."""
        return max(self.files, key=self.number, default=self.folder / f"feed.{self.kind}")

    @property
    def present(self):
        """The same. Raises NothingThere."""
        if not self.file.exists():
            raise NothingThere
        return self.file

    @property
    def files(self):
        return [each for each in self.folder.glob(f"feed*.{self.kind}") if each.exists()]

    @staticmethod
    def number(path):
        return int("".join(filter(str.isdecimal, path.name)) or 0)

    def note(self, end=b"\n"):
        self.written += 1
        text = f"hand,{self.written}" if self.kind == "csv" else f'{{"hand": {self.written}}}'
        return text.encode() + end

    def place(self):
        """A name for a file that is moved away."""
        self.moved += 1
        return self.folder / f"kept-{self.moved}.{self.kind}"

    def see_header(self, file):
        """A CSV without its header is another's: to begin it is not for the hand."""
        is_begun = file.exists() and file.read_bytes().startswith(HEADER.encode())
        if self.kind == "csv" and not is_begun:
            raise NothingThere

    # --- Lines ------------------------------------------------------------------------------------

    def append(self, end=b"\n"):
        self.see_header(self.file)
        with self.file.open("ab") as file:
            file.write(packed(self.note(end), self.kind))

    def append_without_newline(self):
        """Append a line that has no end; who packs lines packs whole ones."""
        if self.kind.endswith(".gz"):
            raise NothingThere
        self.append(b"")

    def edited(self, change):
        """Save the file as editors do: a new one takes its name. *change* gets the lines."""
        file = self.present.resolve()
        self.see_header(file)
        lines = whole_lines(plain(file.read_bytes(), self.kind), self.kind)
        head = self.kind == "csv"
        if len(lines) < head + 2:
            raise NothingThere
        change(lines, head)
        beside = file.with_name("edited")
        beside.write_bytes(packed(b"".join(lines), self.kind))
        beside.replace(file)

    def edit_add(self):
        """Edit: a line more at the end."""
        self.edited(lambda lines, head: lines.append(self.note()))

    def edit_insert(self):
        """Edit: a line more after the first."""
        self.edited(lambda lines, head: lines.insert(head + 1, self.note()))

    def edit_remove(self):
        """Edit: the first line is gone."""
        self.edited(lambda lines, head: lines.pop(head))

    def edit_cut(self):
        """Edit: the last line is gone, and another one is there."""
        self.edited(lambda lines, head: lines.__setitem__(-1, self.note()))

    # --- Files ------------------------------------------------------------------------------------

    def rotate(self):
        self.present.rename(self.place())

    def rotate_and_begin(self):
        """Move the file away, and begin another one with a line of the user's."""
        if self.kind == "csv":
            raise NothingThere
        self.rotate()
        self.append()

    def rotate_by_copy(self):
        """Copy the file away, then empty it."""
        shutil.copyfile(self.present, self.place())
        self.empty()

    def empty(self):
        os.truncate(self.present, 0)

    def shorten(self):
        """Truncate the file after one of its lines."""
        positions = ends(self.present.read_bytes(), self.kind)[:-1]
        if not positions:
            raise NothingThere
        os.truncate(self.file, self.dice.choice(positions))

    def tear(self):
        """Truncate the file amid a line; a CSV or a gzip file would be damaged for good."""
        data = self.present.read_bytes()
        if self.kind != "jsonl" or len(data) < 2:
            raise NothingThere
        left = data[: self.dice.randrange(1, len(data))]
        self.torn.add(left.rpartition(b"\n")[2])
        os.truncate(self.file, len(left))

    def delete(self):
        self.present.unlink()

    def link_hard(self):
        """Give the file a second name."""
        os.link(self.present, self.place(), follow_symlinks=True)

    def link(self):
        """Move the file away, and put a symbolic link to it in its place."""
        file = self.present
        if file.is_symlink():
            raise NothingThere
        target = self.place()
        file.rename(target)
        file.symlink_to(target.name)

    def export(self):
        """Let `scrapy export -O` write the file; a run that holds it keeps it."""
        line = ("export", "-s", self.store, "-O", self.file.name)
        ended = forked.run(*line, cwd=self.folder, env=own_environment())
        if ended.code:
            raise NothingThere

    # --- Files beside -----------------------------------------------------------------------------

    def remove(self, pattern):
        found = [file for file in self.folder.glob(pattern) if ".db" not in file.name]
        if not found:
            raise NothingThere
        for file in found:
            file.unlink(missing_ok=True)

    def remove_part(self):
        self.remove("*.part")

    def remove_lock(self):
        self.remove(".*.lock")


def whole_lines(data, kind):
    """Return the lines, or CSV records; an editor ends the last one."""
    positions = [0, *ends(data, kind)]
    lines = [data[start:end] for start, end in itertools.pairwise(positions)]
    rest = data[positions[-1] :]
    return [*lines, rest + b"\n"] if rest else lines


DEEDS = {
    deed.__name__: deed
    for deed in (
        Hand.append,
        Hand.append_without_newline,
        Hand.edit_add,
        Hand.edit_insert,
        Hand.edit_remove,
        Hand.edit_cut,
        Hand.rotate,
        Hand.rotate_and_begin,
        Hand.rotate_by_copy,
        Hand.empty,
        Hand.shorten,
        Hand.tear,
        Hand.delete,
        Hand.link_hard,
        Hand.link,
        Hand.export,
        Hand.remove_part,
        Hand.remove_lock,
    )
}
