"""A run's turn to append to a file, with a delivery that another run keeps waiting."""

import asyncio
from types import SimpleNamespace

import pytest

from newsscraper.failures import CannotGoOn, Exit
from newsscraper.feeds.held_file import TornFile
from newsscraper.feeds.turn import Turn


class Delivery:
    """Is refused a number of times."""

    slot = SimpleNamespace(uri="out.jsonl")

    def __init__(self, refused, code=Exit.HELD):
        self.refused = refused
        self.code = code
        self.torn = False

    def prepare(self, wait=1):
        if self.refused:
            self.refused -= 1
            if self.torn:
                raise TornFile("out.jsonl", "out.jsonl.part")
            raise CannotGoOn(self.code, "out.jsonl is held by another run")


def test_a_file_that_is_free_is_had_at_once():
    turn = Turn(Delivery(0))
    turn.take(may_wait=True)
    assert not turn.is_awaited


def test_a_file_that_is_held_is_awaited_and_that_is_told(caplog):
    caplog.set_level("INFO")
    turn = Turn(Delivery(3))
    turn.take(may_wait=True)
    assert turn.is_awaited
    asyncio.run(turn.come(30, lambda: True))
    assert not turn.is_awaited
    assert [each.message for each in caplog.records] == [
        "out.jsonl is held by another run; what is new is appended when it ends",
        "Waiting for out.jsonl, 30 seconds at most",
    ]


def test_a_file_that_is_never_free_is_awaited_as_long_as_was_said():
    turn = Turn(Delivery(99))
    turn.take(may_wait=True)
    with pytest.raises(CannotGoOn) as refused:
        asyncio.run(turn.come(0, lambda: True))
    assert refused.value.exit_code == Exit.HELD
    assert turn.is_awaited


def torn_from(delivery, call):
    """Let *delivery* be of a torn file from its nth *call* on."""
    prepare = delivery.prepare

    def counted(wait=1):
        counted.calls += 1
        delivery.torn = counted.calls >= call
        prepare(wait)

    counted.calls = 0
    delivery.prepare = counted


@pytest.mark.parametrize("call", [1, 3])
def test_a_file_that_nobody_holds_and_a_dead_run_left_torn_is_looked_at_once_more(caplog, call):
    caplog.set_level("INFO")
    delivery = Delivery(99)
    torn_from(delivery, call)
    turn = Turn(delivery)
    turn.take(may_wait=True)
    with pytest.raises(TornFile):
        asyncio.run(turn.come(30, lambda: True))
    assert delivery.refused == 99 - max(call, 2)
    assert any("Waiting for" in each.message for each in caplog.records) is (call > 2)
    assert turn.is_awaited


def test_a_torn_file_that_was_mended_meanwhile_is_had(caplog):
    caplog.set_level("INFO")
    delivery = Delivery(1)
    delivery.torn = True
    turn = Turn(delivery)
    turn.take(may_wait=True)
    asyncio.run(turn.come(30, lambda: True))
    assert not turn.is_awaited
    [record] = caplog.records
    assert record.message.endswith("; this run looks again at its end")


def test_a_file_that_may_not_be_awaited_is_refused():
    with pytest.raises(CannotGoOn):
        Turn(Delivery(1)).take(may_wait=False)


def test_what_cannot_be_written_is_not_awaited():
    with pytest.raises(CannotGoOn):
        Turn(Delivery(1, Exit.NOT_WRITTEN)).take(may_wait=True)
    delivery = Delivery(2)
    turn = Turn(delivery)
    turn.take(may_wait=True)
    delivery.code = Exit.NOT_WRITTEN
    with pytest.raises(CannotGoOn):
        asyncio.run(turn.come(30, lambda: True))
