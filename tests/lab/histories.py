"""Histories of the model test: a random site, what happens to it, and the runs that read it."""

import json
import random
import re
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

from worlds.model_papers import PAPERS, SECTIONS
from worlds.modelled import FIRST_ID, OF_ARTICLES, OF_LISTS, Fault, Shape

from lab.model_runs import Asked
from lab.owed import LOST, Facts, is_window

NEXT = re.compile(r": scrapy crawl \w+ -a (.+)$")
"""The end of a last line that names the next run."""
START = datetime(2026, 3, 10, 10, 0)


class Wrong(Exception):
    """The model does not agree; `kind` says in a word how."""

    def __init__(self, kind, text):
        super().__init__(f"{kind}: {text}")
        self.kind = kind


def shape_of(dice):
    """A random site."""
    paper = dice.choice(("plain", "plain", "plain", *PAPERS))
    return Shape(
        paper,
        per_page=dice.randint(4, 7),
        is_dated=paper in ("dated", "datedmapped", "kanals"),
        has_pager=False,
        feed_length=dice.choice((5, 30)),
    )


class History:
    """One site and its runs, out of one seed."""

    def __init__(self, seed, site, runs, present, owed):
        self.dice = random.Random(seed)
        self.site, self.runs, self.owed = site, runs, owed
        self.present = present
        self.steps = []
        """What was done, a line each."""
        self.lines = {}
        """The runs to be made again in the end, by their arguments."""
        self.last = None
        self.ends = set()
        """Lists that some run came down to the end of."""
        self.is_torn = False

    def say(self, text):
        self.steps.append(f"{self.present.moment:%d.%m. %H:%M} {text}")

    async def play(self):
        """Let everything happen. Raises Wrong."""
        self.begin()
        for _ in range(self.dice.randint(3, 8)):
            self.change()
            await self.visit(self.ask())
        await self.heal_and_converge()

    # --- What happens to the site -----------------------------------------------------------------

    def begin(self):
        shape, dice = self.site.shape, self.dice
        days = dice.randint(0, 6)
        for ago in range(days, -1, -1):
            day = START - timedelta(days=ago)
            most = dice.choice((1, shape.per_page, 2 * shape.per_page + 1))
            self.publish(day.replace(hour=5), day, dice.randint(1, most))
            self.publish_daily(day - timedelta(days=1), day)
        self.say(f"{shape}, {len(self.site.stories)} articles")

    def publish(self, first, last, count):
        """Let articles appear between two moments."""
        seconds = int((last - first).total_seconds())
        moments = sorted(self.dice.randrange(seconds) for _ in range(count)) if seconds else []
        for second in moments:
            moment = first + timedelta(seconds=second)
            self.site.publish(moment.replace(second=0), self.dice.choice(SECTIONS))

    def pass_time(self, pause, count):
        """Let time pass, and so many articles appear."""
        before = self.present.moment
        self.present.moment += pause
        self.publish(before, self.present.moment, count)
        self.publish_daily(before, self.present.moment)
        self.say(f"{pause} later, {count} new")

    def publish_daily(self, after, until):
        """Let an article of each section appear in the morning: no day of a list is empty.

        An empty day between full ones could not be told from a fault.
        """
        day = after.replace(hour=5, minute=30)
        while day <= until:
            if day > after:
                for section in SECTIONS:
                    self.site.publish(day, section)
            day += timedelta(days=1)

    def change(self):
        """Let time pass, articles appear, faults begin and end."""
        dice = self.dice
        if self.site.faults and dice.random() < 0.5:
            self.site.faults.clear()
            self.say("healed")
        pause = dice.choice((15, 60, 60, 400, 1440, 3 * 1440)) * timedelta(minutes=1)
        count = dice.choice((0, 1, 2, 5, 12, 20))
        self.pass_time(pause, count)
        if dice.random() < 0.5:
            for _ in range(dice.choice((1, 1, 2))):
                self.site.faults.append(self.fault())
                self.say(f"fault: {self.site.faults[-1]}")

    def fault(self):
        """A random fault."""
        dice = self.dice
        where = dice.random()
        if where < 0.08:
            return Fault(dice.choice(("outage", "robots_503")), "site")
        if where < 0.4:
            return self.fault_of_articles()
        kinds = [kind for kind in OF_LISTS if kind != "no_next" or not self.site.shape.is_dated]
        kind = dice.choice(kinds)
        names = ("indeks", "indeks", "indeks", *SECTIONS)
        name = dice.choice(SECTIONS if self.site.shape.paper == "kanals" else names)
        pages = () if kind == "renamed" and dice.random() < 0.5 else (dice.randint(1, 3),)
        day = None
        if self.site.shape.is_dated:
            day = (self.present.moment - timedelta(days=dice.randint(0, 3))).date()
        return Fault(kind, name, pages, day)

    def fault_of_articles(self):
        dice = self.dice
        newest = [story.number for story in self.site.stories[-25:]]
        count = dice.choice((1, 3, len(newest)))
        chosen = newest if count == len(newest) else dice.sample(newest, min(count, len(newest)))
        return Fault(dice.choice(OF_ARTICLES), "articles", numbers=frozenset(chosen))

    # --- Runs -------------------------------------------------------------------------------------

    def ask(self):
        """A random run."""
        dice, arguments = self.dice, {}
        kind = dice.random()
        today = self.present.moment.date()
        if kind < 0.2:
            first = today - timedelta(days=dice.randint(0, 6))
            arguments["since"] = str(first)
            if dice.random() < 0.4:
                arguments["until"] = str(first + timedelta(days=dice.randint(0, 2)))
        elif kind < 0.27:
            numbers = dice.sample(range(1, len(self.site.stories) + 1), 1)
            arguments["urls"] = ",".join(self.site.story(number).url for number in numbers)
        elif kind < 0.35:
            arguments["recheck"] = "48"
        elif kind < 0.45:
            arguments["max_pages"] = str(dice.randint(1, 3))
        has_fronts = self.site.shape.paper not in ("datedmapped",)
        if has_fronts and "urls" not in arguments and dice.random() < 0.2:
            arguments["sections"] = dice.choice(("all", "ekonomi"))
        return self.cut(Asked(arguments))

    def cut(self, asked):
        """Cut a run off, now and then."""
        chance, at = self.dice.random(), self.dice.randint(1, 12)
        if chance < 0.1:
            return replace(asked, settings={"CLOSESPIDER_PAGECOUNT": at})
        if chance < 0.2:
            return replace(asked, cut="ctrl_c", cut_at=at)
        if chance < (0.5 if self.runs.is_real else 0.2):
            return replace(asked, cut="kill", cut_at=at)
        return asked

    async def visit(self, asked):
        """Run, and compare."""
        claims = self.owed.claim(asked)
        before = self.facts()
        self.site.log.clear()
        ended = self.last = await self.runs.run(asked)
        self.say(f"{asked} -> {ended.code} {ended.text}")
        for answer in self.site.log:
            if answer.fault:
                what = (
                    answer.page or f"article {answer.story}" if answer.page or answer.story else ""
                )
                self.steps.append(f"             met {answer.fault}: {what or answer.url}")
        shown = self.owed.note(asked, self.site.log, ended)
        if not {"urls", "max_pages"} & asked.arguments.keys():
            self.lines[json.dumps(asked.arguments)] = Asked(asked.arguments)
        if asked.cut == "kill" and ended.code == -9:
            return
        self.compare(asked, ended, claims | shown, before)

    def facts(self):
        """What the store says now."""
        path = self.runs.folder / "articles.db"
        if not path.exists():
            return Facts(set(), {})
        with closing(sqlite3.connect(path)) as database:

            def ask(query):
                return database.execute(query).fetchall()

            stored = {number_of(key) for (key,) in ask("SELECT key FROM articles")}
            states = {number_of(key): state for key, state in ask("SELECT key, state FROM ledger")}
            unread = [url for (url,) in ask("SELECT url FROM index_pages WHERE state = 'unread'")]
            pending = ask("SELECT count(*) FROM ledger WHERE pending IS NOT NULL")[0][0]
        return Facts(stored, states, unread, pending)

    # --- What must hold ---------------------------------------------------------------------------

    def compare(self, asked, ended, claims, before):
        """Compare a run that came to its end with the model. Raises Wrong."""
        facts = self.facts()
        if ended.text.startswith("Stopped"):
            if ended.code not in (7, 11):
                raise Wrong("stopped and another code than 7", ended.code)
            return
        self.check_words(asked, ended, claims, facts)
        self.check_code(asked, ended, facts, before)
        self.check_texts()
        self.check_feed()

    def check_words(self, asked, ended, claims, facts):
        is_complete = ended.text.startswith("Complete")
        missing = self.owed.missing(claims, facts)
        if is_complete and missing:
            raise Wrong("complete though missing", sorted(missing))
        if is_complete and not facts.is_all_done:
            raise Wrong("complete though open", f"{sorted(facts.open)} {facts.unread}")
        if ended.code == 0 and facts.is_all_done and not is_complete:
            raise Wrong("nothing open and not complete", ended.text)
        if is_complete and ended.code:
            raise Wrong("complete with another code", ended.code)
        hidden = missing - self.owed.shown - facts.states.keys()
        if ended.code == 0 and hidden and "max_pages" not in asked.arguments:
            raise Wrong("code 0 though hidden", sorted(hidden))

    def check_code(self, asked, ended, facts, before):
        faults = Counter(answer.fault for answer in self.site.log if answer.fault)
        code = ended.code
        lists_nothing = not any(answer.shown for answer in self.site.log)
        meets_end = self.meets_an_end_for_the_first_time()
        if not faults and before.is_all_done:
            is_excused = is_window(asked.arguments) or meets_end or self.owed.is_quiet(facts)
            may = {0, 7} if is_excused else {0}
            if lists_nothing and "urls" not in asked.arguments:
                may.add(4)
            if code not in may:
                raise Wrong("nothing wrong and another code than 0", f"{code} {ended.text}")
            return
        may = {0, 7, 4} if lists_nothing else {0, 7}
        if faults.keys() & {"outage", "500", "404", "empty", "renamed", "redirect", "repeat"}:
            may.add(4)
        if faults.keys() & {"outage", "robots_503", "403"}:
            may |= {4, 5}
        if faults["template"] > 0:
            may.add(6)
        if code not in may:
            raise Wrong("a code that no fault explains", f"{code} {ended.text}")
        lost = {each.story for each in self.site.log if each.story and each.fault in LOST}
        lost = {number for number in lost - facts.stored if number in facts.states}
        if code == 0 and lost:
            raise Wrong("code 0 though articles failed", sorted(lost))

    def meets_an_end_for_the_first_time(self):
        """Tell whether the run came down to the end of a list, as none before it did."""
        pages = [answer for answer in self.site.log if answer.page and not answer.page.day]
        ends = {each.page.name for each in pages if each.shown and not each.leads_on}
        is_first = bool(ends - self.ends)
        self.ends |= ends
        return is_first

    def check_texts(self):
        """Each stored article has its own text."""
        with closing(sqlite3.connect(self.runs.folder / "articles.db")) as database:
            rows = database.execute("SELECT key, revision, document FROM revisions").fetchall()
        for key, revision, document in rows:
            story = self.site.story(number_of(key))
            if json.loads(document)["body"] != story.text():
                raise Wrong("another text", f"{key} revision {revision}")
            if revision > 1:
                raise Wrong("a revision of what did not change", key)

    def check_feed(self):
        """No article is twice in the feed."""
        feed = self.runs.folder / "all.jsonl"
        lines = feed.read_text().splitlines() if feed.exists() else []
        fed = Counter(json.loads(line)["key"] for line in lines)
        twice = [key for key, times in fed.items() if times > 1]
        if twice:
            raise Wrong("twice in the feed", twice)
        return fed

    # --- The end ----------------------------------------------------------------------------------

    async def heal_and_converge(self):
        """Heal the site; after two rounds of all lines everything is there."""
        self.site.faults.clear()
        plain = json.dumps({})
        self.lines.pop(plain, None)
        lines = [*self.lines.values(), Asked()]
        self.say("healed for good")
        for hours in (73, 25):
            self.pass_time(timedelta(hours=hours), 2)
            for asked in lines:
                await self.visit(asked)
        if found := NEXT.search(self.last.text):
            await self.visit(Asked(dict(pair.split("=") for pair in found[1].split(" -a "))))
            await self.visit(Asked())  # a window may be of a day without any article: code 4
        facts = self.facts()
        missing = self.owed.missing(self.owed.owed, facts)
        if missing:
            raise Wrong("lost", f"{sorted(missing)}")
        if not self.owed.is_quiet(facts):  # that is asked for until it is given up
            self.check_end(facts)
        fed = {number_of(key) for key in self.check_feed()}
        if facts.stored - fed:
            raise Wrong("not in the feed", sorted(facts.stored - fed))

    def check_end(self, facts):
        """Nothing is open, and the last run says so."""
        if not facts.is_all_done:
            raise Wrong("open for ever", f"{sorted(facts.open)} {facts.unread} {facts.pending}")
        if self.last.code or not self.last.text.startswith("Complete"):
            raise Wrong("not complete in the end", self.last.text)


def number_of(key):
    return int(key.rpartition(":")[2]) - FIRST_ID
