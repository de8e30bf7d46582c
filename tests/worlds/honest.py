"""An honest site through a year: quiet nights, holidays, deleted articles, days that fill pages.

Its index is plain, or has pages for each day. Only some days are told in full; in those between
them a few articles appear.
"""

import re
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from worlds.living import DAILY, HOME, PER_PAGE, Living, item
from worlds.server import run_server
from worlds.site import a_list

FULL_PAGES = 14 * PER_PAGE
"""Articles of a day that fill its last page exactly."""
HOLIDAY, BETWEEN = 25, 2
"""Articles of a holiday, and of a day that is not told in full."""
NIGHT, DAY = 0.7, 1.1
"""How busy the hours before six are, and the others."""
DAYS = {
    date(2025, 1, 14): DAILY,
    date(2025, 2, 27): FULL_PAGES,
    date(2025, 3, 20): HOLIDAY,
    date(2025, 3, 21): HOLIDAY,
    date(2025, 4, 30): DAILY,
    date(2025, 6, 1): HOLIDAY,
    date(2025, 6, 2): DAILY,
    date(2025, 7, 8): FULL_PAGES,
    date(2025, 8, 17): HOLIDAY,
    date(2025, 9, 9): DAILY,
    date(2025, 10, 27): FULL_PAGES,
    date(2025, 10, 28): DAILY,
    date(2025, 12, 25): HOLIDAY,
    date(2025, 12, 31): DAILY,
}
"""The days that are told in full, and how many articles each has."""
START = datetime(2025, 1, 10, 0, 0)
APPEARS = timedelta(minutes=2)
"""After its own time a story is seen."""
FIRST = timedelta(minutes=7)
"""So long after midnight the first run of a day begins."""


def midnight(day):
    """The moment at which a day begins."""
    return datetime.combine(day, datetime.min.time())


class Honest(Living):
    """A year of a site whose index is plain."""

    deleted = ()
    """Paths of the articles that were taken back."""

    def __init__(self, seed=1, told=DAYS):
        self.told = told
        """The days that are told in full, and how many articles each has."""
        super().__init__(seed=seed, start=START, days=1, daily=DAILY)

    # --- What happens ---------------------------------------------------------------------------

    def times_after(self, moment, daily):
        """The times at which stories appear: so many in a day as the year has on it."""
        day = moment.date()
        while True:
            count = self.told.get(day, BETWEEN if day > START.date() else daily)
            times = sorted((*self.times_of(day, count), *self.night_after(day)))
            yield from (time for time in times if time >= moment)
            day += timedelta(days=1)

    def night_after(self, day):
        """Times in the first minutes of a day that is not told, if the one before it is.

        What is counted from such minutes on to those of the next day is a day of that many.
        """
        before = 0 if day in self.told else self.told.get(day - timedelta(days=1), 0)
        return [time for time in self.times_of(day, before) if time - midnight(day) < FIRST]

    def times_of(self, day, count):
        """So many times of a day, few of them at night."""
        hours = [NIGHT] * 6 + [DAY] * 18
        chosen = self.dice.choices(range(24), hours, k=count)
        return sorted(
            midnight(day) + timedelta(hours=hour, seconds=self.dice.randrange(3600))
            for hour in chosen
        )

    def publish(self):
        """Let the next story appear in the index, a little after the time that it prints."""
        self.now = max(self.now, self.coming + APPEARS)
        super().publish()

    def pass_time(self, pause):
        """Let time pass; now and then one of the newest articles is taken back by its editors."""
        before = len(self.entered)
        super().pass_time(pause)
        fresh = self.entered[before:]
        if fresh and self.dice.random() < 1 / 72:
            self.delete(self.dice.choice(fresh))

    def delete(self, news):
        """Take an article back; every other time the lists still show it."""
        self.deleted += (news.path,)
        self.pages.pop(news.path, None)
        if len(self.deleted) % 2:
            self.index = [each for each in self.index if each[0] is not news]
            front = self.fronts[news.section]
            self.fronts[news.section] = [each for each in front if each[0] is not news]

    def pass_days(self, day):
        """Let the days until *day* pass."""
        while self.now.date() < day:
            self.pass_time(midnight(self.now.date() + timedelta(days=1)) - self.now)

    def write(self, *arguments, **options):
        """Write an article; its text differs from all others by more than its numbers."""
        news = super().write(*arguments, **options)
        words = " ".join(f"kata{self.dice.randrange(10**6)}" for _ in range(30))
        news.body += f"<p>Catatan redaksi: {words}.</p>"
        return news


class HonestDays(Honest):
    """A year of a site whose index has pages for each day."""

    def publish_late(self, section):
        """Publish a story of today late; one of yesterday stays a draft."""
        number, moment = self.drafts[-1]
        if moment.date() == self.now.date():
            self.drafts.pop()
        else:
            number, moment = next(self.numbers), self.now
        self.enter(self.write(number, section, moment), 0)

    def pin(self):
        """Pin nothing: a day lists what appeared on it."""

    def answer(self, url):
        """Return status, headers and body for *url*."""
        found = re.fullmatch(rf"{HOME}/indeks\?date=([\d-]+)&page=(\d+)", url)
        self.asked_day = (date.fromisoformat(found[1]), int(found[2])) if found else None
        return super().answer(url)

    def content(self, path):
        """An article, a page of a day, or None."""
        if path == "/indeks" and self.asked_day:
            day, number = self.asked_day
            listed = [each for each in self.index if each[0].published.date() == day]
            part = listed[(number - 1) * PER_PAGE : number * PER_PAGE]
            self.lists.append([news.key for news, _ in part])
            return a_list((item(news, url) for news, url in part), "")
        return super().content(path)


KINDS = {"plain": Honest, "dated": HonestDays}


@contextmanager
def honest(kind, seed=1, told=DAYS):
    """Serve a site of a kind on a free loopback port."""
    with run_server(KINDS[kind](seed, told)) as server:
        yield server
