"""Reads a made-up publisher through a year in which its pages change, and tells what was noticed.

    python tests/lab/drift_year.py [--seeds 14 15 16] [--hours 24 1] [--days 365] [--every 10]

Every ten days (`--every`) its pages change in a harmful way, until that is found and mended;
between them days are unlike others in harmless ways. A line tells for each kind of harm after how
many affected articles it was found, and with how many zeros of improbability; the last how many
false alarms there were. The exit code is 1 if anything was found too late, or there was a false
alarm.

Thresholds were set on seeds 1, 2, 3, 7 and 31. Judged since on seeds that nobody had looked at: of
daily runs 57 and 59 to 61, 120 of 120 harms in time and no false alarm; of hourly runs 54, 55, 56
and 58, 120 of 120 and none in 35,040 runs. What earlier judges had shown is mended. Hourly 42 had a
false alarm of chance, at the very threshold: who looks more often needs a stronger sign
(`alarm.py`). Hourly 51 never told one name under a fifth of the articles: among few articles
somebody always leads (`concentration.py`). Daily 31 had one of paragraphs on an election night, for
which sizes lean (`symptom.py`).

An article counts as affected if the harm has changed it. Each day, each harm and each harmless
event draws from a stream of its own: with other thresholds (`--less`), or another harm, the rest of
a seed's year stays as it is.
"""

import argparse
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab.drift_events import HARM_DAYS, HARMLESS, HARMS
from lab.drift_paper import PLACES, Paper, stream, utc
from newsscraper.drift import alarm, view
from newsscraper.drift.answers import is_recent, names_of, of_age, of_article, of_index
from newsscraper.drift.course import Change, follow
from newsscraper.drift.past import MOST_STRETCHES, Past, Stretch
from newsscraper.drift.profile import OTHERS, Profile
from newsscraper.store.states import Stage

WARM_UP = 40
LIMIT = {24: 20, 1: 60}
"""Hours between runs -> affected articles within which a change has to be found."""
GRACE = 12
"""Times that limit after which a change is mended though nobody found it."""


@dataclass
class Harmed:
    """What became of a harm."""

    harm: object
    began: datetime
    random: object
    affected: int = 0
    before: int = 0
    """Affected articles before the run that found it."""
    found: bool = False
    strength: float = 0.0
    over: bool = False
    others: set = field(default_factory=set)


@lru_cache(64)
def past_of(stretches):
    """Return a past; hourly runs have the same one for hours, which is summed once."""
    return Past(stretches)


class Year:
    """A publisher, the runs that read it, and what they noticed."""

    def __init__(self, seed, hours, days=365, every=HARM_DAYS, verbose=False):
        self.seed, self.paper = seed, Paper(seed)
        self.hours, self.days, self.verbose = hours, days, verbose
        self.every = every
        self.stretches: list[Stretch] = []
        self.changes: dict[tuple[str, int], Change] = {}
        self.harmed, self.false, self.runs = [], [], 0
        self.harmless = 0
        self.plan()

    def plan(self):
        """Draw when what happens."""
        harms = [harm for harm in HARMS if harm.is_for(self.hours)]
        harms.sort(key=lambda harm: stream(self.seed, "order", harm).random())
        places = range(WARM_UP, self.days - 5, self.every)
        self.harms = dict(zip(places, harms, strict=False))
        self.events = {}
        for kind in HARMLESS:
            days = [
                day
                for day in range(WARM_UP, self.days)
                if day not in self.harms and day not in self.events
            ]
            own = stream(self.seed, "days", kind.__name__)
            for day in own.sample(days, min(-(-60 // len(HARMLESS)), len(days))):
                self.events[day] = kind

    def read(self):
        """Live through the year."""
        current, last = None, None
        for number in range(self.days):
            date = utc(number)
            kind = self.events.get(number)
            self.harmless += kind is not None
            day = self.paper.day(date, kind)
            if number in self.harms and (current is None or current.over):
                harm = self.harms[number]
                current = Harmed(harm, date, stream(self.seed, harm))
                self.harmed.append(current)
            for hour in range(0, 24, self.hours):
                begins = date + timedelta(hours=hour)
                ends = begins + timedelta(hours=self.hours)
                since = last or begins
                self.run(day, since, ends, last, current if current and not current.over else None)
                last = ends
        return self

    def run(self, day, since, now, last, harmed):
        """Read what appeared since the last run."""
        self.runs += 1
        articles = [
            self.paper.article(day, when, now) for when in self.paper.times(day, since, now)
        ]
        if day.short:
            articles = articles[: stream(self.seed, "short", now).randint(2, 9)]
        if day.long and articles:
            articles[0].word_count, day.long = 9000, False
            articles[0].body_parts = articles[0].body_parts[:1] * 200
        listings = self.paper.listings(articles)
        before = harmed.affected if harmed else 0
        if harmed:
            harmed.affected += harmed.harm.spoil(harmed.random, articles, listings)
        profile = profile_of(articles, listings, last)
        self.keep(profile, now)
        for change in follow(self.stretches[-MOST_STRETCHES:], self.changes.values(), PLACES):
            self.note(change, harmed, before, now)
        if harmed and (harmed.found or harmed.affected > LIMIT[self.hours] * GRACE):
            harmed.over = True

    def keep(self, profile, now):
        """Add the run to the last stretch, or begin another."""
        stretch = Stretch(self.runs, self.runs, now, profile)
        both = self.stretches[-1].joined(stretch) if self.stretches else None
        if both:
            self.stretches[-1] = both
        else:
            self.stretches.append(stretch)

    def note(self, change, harmed, before, now):
        """Judge what was noticed."""
        if self.verbose and (change.name, change.deviation.first) not in self.changes:
            what = f"{change.deviation.text} ({change.deviation.strength:.1f})"
            print(f"  {now:%m-%d %H} {change.stage} {what}", flush=True)
        opened = [
            own
            for own in self.changes.values()
            if own.name == change.name and own.stage == Stage.OPEN
        ]
        for own in opened:
            del self.changes[own.name, own.deviation.first]
        self.changes[change.name, change.deviation.first] = change
        if opened or change.stage != Stage.OPEN:
            return
        recent = self.harmed[-1] if self.harmed else None
        if recent and change.deviation.field in recent.harm.fields:
            if harmed and not harmed.found:
                harmed.found, harmed.before = True, before
                harmed.strength = change.deviation.strength
        else:
            self.false.append((now, f"{change.deviation.text} ({change.deviation.strength:.1f})"))


def profile_of(articles, listings, last):
    """Return what a run counts of what it has read, as a crawl does."""
    profile = Profile()
    for article in articles:
        profile.articles += 1
        date = datetime.fromisoformat(article.date_published) if article.date_published else None
        fetched = datetime.fromisoformat(article.fetched_at)
        answers = [of_age(date, fetched, last)] if date else []
        if date is None or is_recent(date, fetched):
            answers += of_article(article)
            profile.count(OTHERS, names_of(article))
        profile.count(article.section or "", answers)
    for listing in listings:
        profile.pages += 1
        profile.count("list", of_index(listing))
    return profile


def is_late(year, harmed):
    """Tell whether a harm was not found in the run in which enough articles were affected."""
    limit = LIMIT[year.hours] * harmed.harm.patience
    return not harmed.found or (
        harmed.before >= limit if year.hours == 24 else harmed.affected > limit
    )


def table(years):
    """Yield the lines that tell what was found when."""
    rows = defaultdict(list)
    for year in years:
        for harmed in year.harmed:
            rows[harmed.harm.kind, harmed.harm.name].append((year, harmed))
    for (kind, name), found in sorted(rows.items()):
        told = [
            (f"{each.affected} ({each.strength:.0f})" if each.found else f"NOT in {each.affected}")
            + (" LATE" if each.found and is_late(year, each) else "")
            for year, each in found
        ]
        yield f"{kind:24} {name:38} {', '.join(told)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, nargs="+", default=[14, 15, 16])
    parser.add_argument("--hours", type=int, nargs="+", default=[24, 1])
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--every", type=int, default=HARM_DAYS, help="days from harm to harm")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--less", type=float, default=0, help="try lower thresholds")
    options = parser.parse_args()
    view.Past = lambda stretches: past_of(tuple(stretches))
    for kind in alarm.UNLIKELY:
        alarm.UNLIKELY[kind] -= options.less
    bad = 0
    for hours in options.hours:
        given = options.days, options.every, options.verbose
        years = [Year(seed, hours, *given).read() for seed in options.seeds]
        print(f"\nA run every {hours} h, found after so many affected articles:")
        print("\n".join(table(years)))
        for year in years:
            late = [each for each in year.harmed if is_late(year, each)]
            bad += len(late) + len(year.false)
            print(
                f"{year.runs} runs, {len(year.harmed)} harms, {len(late)} late or not found; "
                f"{year.harmless} harmless events, {len(year.false)} false alarms"
            )
            for when, text in year.false:
                print(f"  {when:%Y-%m-%d %H:%M} {text}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
