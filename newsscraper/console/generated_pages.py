"""The pages of the documentation that are written from the publishers' classes."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from scrapy.settings import BaseSettings
from scrapy.utils.conf import closest_scrapy_cfg

from newsscraper.console.lookup import publishers
from newsscraper.reports.publisher_sheets import Sheet, page, readme_table

_TABLE: Final = re.compile(r"(?<=<!-- publishers -->\n).*?(?=<!-- /publishers -->)", re.DOTALL)
"""What stands between two comments."""


def sheets(settings: BaseSettings) -> list[Sheet]:
    """Return the sheet of each publisher, by name."""
    return [Sheet.of(each) for each in publishers(settings).values()]


def stale(found: Sequence[Sheet]) -> dict[Path, str]:
    """Return the pages that are not as the sheets say, and what they should be.

    Raises ValueError, one line for a person, where the pages are not.
    """
    folder = Path(closest_scrapy_cfg()).parent
    return {path: text for path, text in _pages(folder, found) if _read(path) != text}


def _pages(folder: Path, found: Sequence[Sheet]) -> Iterator[tuple[Path, str]]:
    """Yield the pages as they should be."""
    readme = folder / "README.md"
    text = _read(readme)
    if not _TABLE.search(text):
        raise ValueError(f"{readme} has no <!-- publishers --> where the table belongs")
    yield readme, _TABLE.sub(lambda _: _joined(readme_table(found)), text)
    yield folder / "docs" / "publishers.md", _joined(page(found))


def _joined(lines: Sequence[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ValueError(
            f"{path}: {error.strerror}; run this in a checkout of the project"
        ) from None
