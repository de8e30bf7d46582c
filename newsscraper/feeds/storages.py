"""Where feeds are written: local files that are whole at any moment."""

import os
from collections.abc import Mapping
from io import BufferedWriter
from typing import Any

from scrapy import Spider

from newsscraper.feeds.files import is_regular, length_of, part_of, put_in_place, sync_folder
from newsscraper.feeds.identity import local_path


class LocalFeedStorage:
    """Replaces a file in one step (``-O``), or continues it (``-o``).

    A pipe or a device is written to as it is.
    """

    def __init__(self, uri: str, *, feed_options: Mapping[str, Any] | None = None) -> None:
        self.path = local_path(uri)
        """The file; of a link, what it leads to."""
        self.is_regular = is_regular(self.path)
        self.replaces = bool((feed_options or {}).get("overwrite")) and self.is_regular
        self.written = part_of(self.path) if self.replaces else self.path
        """The file that grows while articles come."""

    def start_length(self) -> int | None:
        """Return the bytes that stay in front of what is written; None: no file is there yet."""
        return None if self.replaces else length_of(self.path)

    def open(self, spider: Spider) -> BufferedWriter:
        """Return the file to write to."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return self.written.open("wb" if self.replaces else "ab")

    def store(self, file: BufferedWriter) -> None:
        """Write all down to the disk, then put it in place."""
        file.flush()
        if self.is_regular:
            os.fsync(file.fileno())
        file.close()
        if self.replaces:
            put_in_place(self.written, self.path)
        elif self.is_regular:  # it may be new
            sync_folder(self.path.parent)
