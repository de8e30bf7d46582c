"""The plain model: what the runs of a history owe, and what the contract lets them leave."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from worlds.model_papers import HOME

LOST = ("500", "other", "error_page", "template")
"""Faults of an article that fail it in the run that meets them."""

ENOUGH_PAGES = 8
"""So many pages of a road were read: what is usual there is known by then."""

FAR_MORE = 8
"""So many times the articles of a day say that something is amiss there."""

TRIES, GONE_TRIES = 6, 2
"""Failed tries after which an article is given up, and those after which it is gone."""


@dataclass
class Facts:
    """What the store says."""

    stored: set[int]
    states: dict[int, str]
    unread: list[str] = field(default_factory=list)
    pending: int = 0

    @property
    def open(self):
        """Articles that are still open."""
        return {number for number, state in self.states.items() if state in ("listed", "failed")}

    @property
    def is_all_done(self):
        return not self.open and not self.unread and not self.pending


class Owed:
    """Keeps the books of one site: what was listed, what had to come, what may be missing."""

    def __init__(self, site):
        self.site = site
        self.older = {}
        """List -> what it had when its first walk was over, and had not shown: nobody owes it."""
        self.owed, self.excused, self.shown = set(), set(), set()
        self.deepest = Counter()
        """List -> the number of the furthest page that was ever shown as it is."""
        self.good_pages = Counter()
        self.ends = defaultdict(set)
        """List -> pages at which the run before met an end that was none."""
        self.tries = defaultdict(Counter)
        """Article -> how often it was met with each fault."""

    # --- Before a run -----------------------------------------------------------------------------

    def lists_of(self, arguments):
        """The lists that a run sets out for."""
        if "sections" in arguments:
            asked = arguments["sections"]
            return self.site.shape.sections if asked == "all" else tuple(asked.split(","))
        return self.site.shape.sections if self.site.shape.paper == "kanals" else ("indeks",)

    def claim(self, asked):
        """Note and return what a run is to bring, as far as that can be told before it."""
        arguments = asked.arguments
        if "urls" in arguments:
            return set()
        claims = set()
        for name in self.lists_of(arguments):
            listed = {each.number for each in self.site.of_list(name)}
            if is_window(arguments):
                listed = {number for number in listed if self.in_window(number, arguments)}
            elif name in self.older:
                listed -= self.older[name]
            else:
                listed = set()
            claims |= listed
        if "max_pages" in arguments:
            return set()
        self.owed |= claims
        return claims

    def in_window(self, number, arguments):
        day = self.site.story(number).published.date()
        first = date.fromisoformat(arguments.get("since", "1999-01-01"))
        return first <= day <= date.fromisoformat(arguments.get("until", "2999-01-01"))

    # --- After it ---------------------------------------------------------------------------------

    def note(self, asked, answers, ended):
        """Take note of what was answered in a run; return what it has to have brought by that."""
        arguments = asked.arguments
        window = is_window(arguments)
        shown = set()
        self._excuse(answers)
        answers = without_last(answers) if ended.code in (11, -9) or is_limited(ended) else answers
        for answer in answers:
            shown |= set(answer.shown)
            if answer.story is not None and answer.fault:
                self.tries[answer.story][answer.fault] += 1
        if window:
            shown = {number for number in shown if self.in_window(number, arguments)}
        self.shown |= shown
        self.owed |= shown
        for answer in answers:
            if answer.page and not answer.fault and answer.shown:
                name = answer.page.name
                self.deepest[name] = max(self.deepest[name], answer.page.number)
                self.good_pages[name] += 1
        if not window and "urls" not in arguments:
            self._begin(arguments, answers, ended)
        return shown

    def _begin(self, arguments, answers, ended):
        """Note which lists were walked for the first time, and how far.

        Those in place of a list that could not be read are not: they show what that would have.
        Nor is that list: the first walk that reads it is believed where it ends.
        """
        by_list, asked = defaultdict(list), self.lists_of(arguments)
        for answer in answers:
            if answer.page and answer.page.name in asked:
                by_list[answer.page.name].append(answer)
        for name, pages in by_list.items():
            is_faulty = any(answer.fault for answer in pages)
            is_whole = ended.code == 0 or (ended.code == 7 and not is_faulty)
            is_read = any(answer.shown for answer in pages)
            if name not in self.older and is_read and is_whole and not is_limited(ended):
                listed = {each.number for each in self.site.of_list(name)}
                self.older[name] = listed - self.shown

    def _excuse(self, answers):
        """Note what the contract lets a run take for the end of a list, or of a day."""
        ends = defaultdict(set)
        for answer in answers:
            if answer.page and answer.fault:
                hidden = set(answer.due) - set(answer.shown) | set(answer.below)
                is_excused = self._is_believable(answer, answers, ends)
                if is_excused:
                    self.excused |= hidden - self.shown
        for answer in answers:
            if answer.page:
                self.ends[answer.page.name] = ends[answer.page.name]

    def _is_believable(self, answer, answers, ends):
        page, kind = answer.page, answer.fault
        if page.name in ("feed", "sitemap.xml"):
            return False
        if page.day:
            return self._is_believable_on_a_day(answer, answers)
        if kind == "partly":
            return self.good_pages[page.name] < ENOUGH_PAGES or not answer.leads_on
        if kind in ("no_next", "cut"):
            ends[page.name].add(page.number)
            is_met_again = page.number in self.ends[page.name]
            return is_met_again and self.deepest[page.name] <= page.number
        return False

    def _is_believable_on_a_day(self, answer, answers):
        page, kind = answer.page, answer.fault
        if kind in ("cut", "partly"):
            return True
        if kind == "renamed":  # one link to an article may stand beside an empty list
            return len(answer.due) == 1
        if page.number > 1:
            return kind in ("empty", "repeat", "404", "redirect")
        if kind != "empty":
            return False
        size = self.site.shape.per_page
        days = [page.day - timedelta(days=1), page.day + timedelta(days=1)]
        read = {each.page.day for each in answers if each.page and each.shown}
        full = [day for day in days if len(self.site.of_list(page.name, day)) >= size]
        return len(full) < 2 or not set(days) <= read

    def is_quiet(self, facts):
        """Tell whether all that is open are days with far less than a later one of the list.

        Between full days they cannot be told from a fault.
        """
        pages = [self.site.page_at(url.removeprefix(HOME)) for url in facts.unread]
        is_rest_done = replace(facts, unread=[]).is_all_done
        return is_rest_done and bool(pages) and all(map(self._is_of_a_quiet_day, pages))

    def _is_of_a_quiet_day(self, page):
        if not page.day:
            return False
        listed = self.site.of_list(page.name)
        days = Counter(story.published.date() for story in listed)
        later = [count for day, count in days.items() if day > page.day]
        return any(count >= FAR_MORE * days[page.day] for count in later)

    # --- What it comes to -------------------------------------------------------------------------

    def missing(self, numbers, facts):
        """What of *numbers* is neither stored nor settled, and may not be left."""
        settled = {number for number in numbers if self.is_settled(number, facts)}
        return numbers - facts.stored - settled - self.excused

    def is_settled(self, number, facts):
        """Tell whether an article has ended otherwise, and may have."""
        state, tries = facts.states.get(number), self.tries[number]
        if state == "gone":
            return tries["404"] >= GONE_TRIES
        if state == "refused":
            return tries["403"] > 0
        if state == "given_up":
            return sum(tries.values()) >= TRIES
        return False


def is_window(arguments):
    return "since" in arguments or "until" in arguments


def is_limited(ended):
    """Tell whether a limit of Scrapy's ended a run."""
    return ended.text.startswith("Stopped")


def without_last(answers):
    """The answers without the last list: a run that is stopped may not have read it."""
    lists = [answer for answer in answers if answer.page]
    return [answer for answer in answers if not lists or answer is not lists[-1]]
