"""What contracts came to: one line per publisher."""

import re
from collections.abc import Iterator
from types import TracebackType
from typing import Final
from unittest import TestCase, TestResult

from scrapy.spidermiddlewares.httperror import HttpError

from newsscraper.messages.redaction import redact, visible
from newsscraper.messages.wording import number

_PUBLISHER: Final = re.compile(r"\[(.+?)\]")
"""How a test case of Scrapy's begins: ``[detik] parse_article (@example post-hook)``."""

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType] | tuple[None, None, None]


class ContractResult(TestResult):
    """Counts the contracts of each publisher that held, and keeps why the others did not."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, int] = {}
        """Publisher -> contracts that held."""
        self.broken: dict[str, list[str]] = {}
        """Publisher -> why others did not, each in one line."""

    def addSuccess(self, test: TestCase) -> None:  # noqa: N802 (unittest's name)
        """Count a contract that held."""
        name = _publisher_of(test)
        self.held[name] = self.held.get(name, 0) + 1

    def addFailure(self, test: TestCase, err: ErrorInfo) -> None:  # noqa: N802
        """Keep why a contract did not hold."""
        self._add(test, str(err[1]))

    def addError(self, test: TestCase, err: ErrorInfo) -> None:  # noqa: N802
        """Keep why the page did not come, or could not be read."""
        why = str(err[1]) or type(err[1]).__name__
        if isinstance(err[1], HttpError):
            why = f"the page answers {err[1].response.status}"
        self._add(test, why)

    def _add(self, test: TestCase, why: str) -> None:
        reasons = self.broken.setdefault(_publisher_of(test), [])
        line = visible(redact(" ".join(why.split())))
        if line not in reasons:
            reasons.append(line)

    def lines(self, publishers: list[str]) -> Iterator[str]:
        """Yield the line of each of *publishers*."""
        for name in publishers:
            reasons = self.broken.get(name)
            if reasons:
                yield f"{name}: failed: {'; '.join(reasons)}"
            elif count := self.held.get(name):
                yield f"{name}: ok, {number(count, 'contract')}"
            else:
                yield f"{name}: failed: no contract was checked"

    def is_good(self, publishers: list[str]) -> bool:
        """Tell whether contracts of all *publishers* were checked, and held."""
        return not self.broken and all(self.held.get(name) for name in publishers)


def _publisher_of(test: TestCase) -> str:
    found = _PUBLISHER.match(str(test))
    assert found, test
    return found[1]
