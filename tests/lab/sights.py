"""All files of a feed as they are at one moment."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from lab.feed_rows import Content, read


class File(NamedTuple):
    """A file as it was seen."""

    data: bytes
    content: Content


class Sight(NamedTuple):
    """All files of a feed at one moment, each once, whatever its names."""

    live: dict[Path, File]
    kept: dict[Path, File]

    @classmethod
    def of(cls, folder, kind):
        seen, sight = set(), cls({}, {})
        for names, files in (("feed*", sight.live), ("kept*", sight.kept)):
            for path in sorted(folder.glob(f"{names}.{kind}")):
                if not path.exists():  # a link to nothing
                    continue
                status = path.stat()
                if (status.st_dev, status.st_ino) not in seen:
                    seen.add((status.st_dev, status.st_ino))
                    data = path.read_bytes()
                    files[path] = File(data, read(data, kind))
        return sight

    @property
    def files(self):
        return self.live | self.kept

    @property
    def in_live(self):
        return counted(self.live)

    @property
    def everywhere(self):
        return counted(self.files)


def counted(files):
    return sum((file.content.counts for file in files.values()), Counter())
