"""What contracts came to, in one line per publisher."""

from unittest import TestCase

import pytest
from scrapy.exceptions import ContractFail
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError

from newsscraper.console.contract_result import ContractResult


class Case(TestCase):
    def __init__(self, name):
        super().__init__("run")
        self.name = name

    def __str__(self):
        return f"[{self.name}] parse_article (@example post-hook)"


def error_info(error):
    """What `sys.exc_info` says of an error."""
    return type(error), error, error.__traceback__


@pytest.fixture
def result():
    return ContractResult()


def test_contracts_that_held_are_counted(result):
    for name in ("detik", "kompas", "detik"):
        result.addSuccess(Case(name))
    names = ["detik", "kompas"]
    assert list(result.lines(names)) == ["detik: ok, 2 contracts", "kompas: ok, 1 contract"]
    assert result.is_good(names)


def test_a_publisher_with_a_contract_that_did_not_hold_has_failed(result):
    result.addSuccess(Case("detik"))
    result.addFailure(Case("detik"), error_info(ContractFail("The example has no body")))
    assert list(result.lines(["detik"])) == ["detik: failed: The example has no body"]
    assert not result.is_good(["detik"])


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (HttpError(Response("https://a.id/", status=503)), "the page answers 503"),
        (TimeoutError("took\nlonger \x1b[2J"), "took longer \\x1b[2J"),
        (ConnectionResetError(), "ConnectionResetError"),
    ],
)
def test_a_page_that_did_not_come_is_told_once_and_in_one_line(result, error, why):
    for _ in range(2):
        result.addError(Case("kompas"), error_info(error))
    assert list(result.lines(["kompas"])) == [f"kompas: failed: {why}"]


def test_a_publisher_of_whom_nothing_was_checked_has_failed(result):
    result.addSuccess(Case("detik"))
    assert list(result.lines(["kompas"])) == ["kompas: failed: no contract was checked"]
    assert not result.is_good(["detik", "kompas"])
