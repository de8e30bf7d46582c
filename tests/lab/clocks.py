"""Clocks that tests hand in: the present is what the test says."""

from datetime import UTC, datetime, time

from newsscraper.store.clock import Clock


class StillClock(Clock):
    """A clock that shows *moment* until a test moves it."""

    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment


class PaperClock(Clock):
    """A clock that shows the day of the newest article of a *paper*, at noon in Jakarta."""

    def __init__(self, paper):
        self.paper = paper

    def now(self):
        return datetime.combine(self.paper.today(), time(5), UTC)
