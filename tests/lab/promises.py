"""What a feed promises its reader, whatever happens to runs and files: a plain model.

* A row that a run delivered (it ended with 0, 7, 9 or 11) was in the file then. Complete (0): all
  that is due was delivered.
* No row comes twice in one file. A row that was delivered, and then moved away or deleted by the
  user, does not come again in an incremental feed. One that the user moved away before its run had
  ended well comes again, in the file that is there now.
* Rows that `scrapy export` wrote there before they were delivered may come once more: an export
  knows nothing of feeds.
* A window feed whose file was begun anew (moved, deleted, made shorter, replaced) holds all of its
  window after what the user left there, or knows the rows that the user left: after the run at
  hand, or the next one when it had put all in place by then. What was delivered through a link
  counts as delivered, wherever the link led.
* A feed that is replaced (`-O`) holds, after a 0, what no earlier file after a 0 held; after any
  other end it stays as it was, or holds a part of that.
* The user's notes stay whole, in order, where the user put them. Files that the user moved away
  stay as they are. Only `-O` takes a file's content away.
* Each line is whole, but for pieces that the user left.
"""

from dataclasses import dataclass, field
from pathlib import Path

from lab.sights import Sight, counted

GOOD = {0, 7, 9, 11}
"""Exit codes after which what was written is delivered."""


class Broken(Exception):
    """A promise is broken; `kind` says in a word which."""

    def __init__(self, kind, text):
        super().__init__(f"{kind}: {text}")
        self.kind = kind


@dataclass
class Promise:
    """What holds for a file that grows (`-o`), or for several (batches)."""

    is_window: bool = False
    is_in_batches: bool = False
    """Whether each file is delivered when it has its name, before the run ends."""
    good: set[int] = field(default_factory=set)
    """Rows that were delivered."""
    free: set[int] = field(default_factory=set)
    """Rows that may be in several files: the user has copies, or took them before their time."""
    exported: set[int] = field(default_factory=set)
    """Rows that an export put into the feed before they were delivered."""
    gone: set[int] = field(default_factory=set)
    """Delivered rows that the user deleted."""
    marks: set[int] = field(default_factory=lambda: {0})
    """Numbers of rows behind which a window feed may have begun anew."""
    last: Sight = field(default_factory=lambda: Sight({}, {}))
    """What was seen last."""
    has_had_link: bool = False
    """Whether the user ever put a link in the place of the feed."""
    was_taken: bool = False
    """Whether the user had hands on the file when the last run had put all in place."""
    moved: set[Path] = field(default_factory=set)
    """Files that were moved away since the last run began: it may have had them in hand."""

    def before_deed(self, now, *, is_delivered):
        """The user is about to do something; *now* is what is there.

        With *is_delivered* the run has put all in place by now, but has not yet said so.
        """
        self.see_user(now, None)
        self.was_taken |= is_delivered
        if is_delivered or self.is_in_batches:
            fresh = now.in_live.keys() - self.good
            self.good |= fresh
            self.free |= fresh
        self.last = now

    def after_deed(self, now):
        """The user did something; *now* is what is there."""
        left, had = now.in_live, self.last.in_live
        everywhere = now.everywhere
        for row in had - left:
            if row not in self.good:
                self.free.add(row)
            elif row not in everywhere:
                self.gone.add(row)
        self.free.update(row for row, count in everywhere.items() if count > 1)
        exported = (left - had).keys()
        self.exported |= exported - self.good
        self.good |= exported
        self.gone -= exported
        if self.is_in_batches:
            self.free |= exported
        self.marks.add(left.total())
        self.has_had_link |= any(path.is_symlink() for path in now.live)
        self.moved |= now.kept.keys() - self.last.kept.keys()
        self.last = now

    def after_run(self, now, code, due, torn, *, is_cut_off):
        """A run ended; *due* are the rows that there are by now."""
        self.see_user(now, code)
        self.see_lines(now, torn, is_cut_off)
        self.see_rows(now, code, due)
        taken = {path: file for path, file in now.kept.items() if path in self.moved}
        if code in GOOD:
            self.good |= now.in_live.keys() | counted(taken).keys()
        self.free |= counted(taken).keys()
        if code == 0 and (lost := due - self.good):
            raise Broken("lost", f"{len(lost)} of {len(due)} after code 0: {some(lost)}")
        self.last, self.moved, self.was_taken = now, set(), False

    # --- The user's -------------------------------------------------------------------------------

    def see_user(self, now, code):
        """See that what the user wrote and moved is untouched."""
        for path, file in self.last.files.items():
            here = now.files.get(path)
            if self.may_replace(path, here, code):
                continue
            if here is None:
                raise Broken("touched", f"{path.name} is gone")
            if file.content.notes != here.content.notes:
                notes = f"notes {file.content.notes}, now {here.content.notes}"
                raise Broken("touched", f"{path.name} had the user's {notes}")
            if path in self.last.kept and path not in self.moved and here.data != file.data:
                raise Broken("touched", f"{path.name}, moved away, is another now")

    def may_replace(self, path, here, code):
        return False

    def see_lines(self, now, torn, is_cut_off):
        """See that each line is whole, but for what a run that was cut off has left at the end."""
        for path, file in now.live.items():
            odd = [line for line in file.content.odd if line not in torn]
            is_rest = is_cut_off and odd and file.data.endswith(odd[-1])
            if odd[: -1 if is_rest else None]:
                raise Broken("torn", f"{path.name}: {odd[0][:60]!r} … {odd[0][-30:]!r}")

    # --- Ours -------------------------------------------------------------------------------------

    def see_rows(self, now, code, due):
        """See that none is there twice, none again, and none delivered is missing."""
        if vanished := (self.last.everywhere.keys() & self.good) - now.everywhere.keys():
            raise Broken("vanished", f"delivered, then taken away by a run: {some(vanished)}")
        if self.is_window:
            self.see_window(now, code, due)
        else:
            self.see_growing(now)

    def see_growing(self, now):
        for path, file in now.live.items():
            counts = file.content.counts
            if twice := [row for row in counts if counts[row] > 1 + (row in self.exported)]:
                raise Broken("twice", f"{path.name} holds twice {some(twice)}")
        several = {row for row, count in now.everywhere.items() if count > 1}
        if again := several - self.free - self.exported:
            raise Broken("again", f"in two files: {some(again)}")
        if again := (self.gone & now.in_live.keys()) - self.free:
            raise Broken("again", f"deleted by the user, and again: {some(again)}")

    def see_window(self, now, code, due):
        """See that the one file holds the window, after what was there when it was begun anew."""
        for file in now.live.values():
            starts = {mark for mark in self.marks if mark <= len(file.content.rows)}
            tails = [file.content.rows[start:] for start in starts]
            tails = [tail for tail in tails if len(tail) == len(set(tail))]
            if not tails:
                raise Broken("twice", f"{len(file.content.rows)} rows, begun at {starts}")
            wanted = due - self.good if self.has_had_link or self.was_taken else due
            if code == 0 and not any(wanted <= set(tail) for tail in tails):
                raise Broken("lost", f"{len(due)} are due, {len(file.content.counts)} are there")


@dataclass
class Replacing(Promise):
    """What holds for a file that each run replaces (`-O`)."""

    settled: set[int] = field(default_factory=set)
    """Rows that a file after a 0 held."""

    def may_replace(self, path, here, code):
        return path in self.last.live and here is not None and self.is_new(path, here)

    def is_new(self, path, file):
        """Tell whether a file is not what was seen there last."""
        return path not in self.last.live or file.data != self.last.live[path].data

    def after_deed(self, now):
        self.moved |= now.kept.keys() - self.last.kept.keys()
        self.last = now

    def see_rows(self, now, code, due):
        """See that each file is as it was, or holds what is still due."""
        open_rows = due - self.settled
        changed = [path for path, file in now.live.items() if self.is_new(path, file)]
        for path in changed:
            self.see_new(path, now.live[path].content, open_rows)
        if code == 0:
            held = set().union(*(now.live[path].content.rows for path in changed))
            if lost := open_rows - held:
                raise Broken("lost", f"{len(lost)} of {len(open_rows)} in no file: {some(lost)}")
            self.settled = set(due)
        self.good = set(due) if code == 0 else self.good

    def see_new(self, path, content, open_rows):
        if content.notes:
            raise Broken("touched", f"{path.name} is replaced, and holds {content.notes}")
        if twice := [row for row, count in content.counts.items() if count > 1]:
            raise Broken("twice", f"{path.name} holds twice {some(twice)}")
        if again := content.counts.keys() - open_rows:
            raise Broken("again", f"{path.name} holds once more {some(again)}")


def some(rows):
    return ", ".join(map(str, sorted(rows)[:4])) + (" …" if len(rows) > 4 else "")
