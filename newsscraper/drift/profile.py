"""The profile of a run, or of several small ones: how often each question got each answer."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final, Self

from newsscraper.drift.answers import NAME, Answer

Counts = dict[str, int]
"""Answer -> how often."""
Groups = dict[str, Counts]
"""Group -> answer -> how often: sections differ, and what a run has of each differs as well."""

MOST_GROUPS: Final = 12
"""Groups that a profile tells apart; what comes after them counts as one."""
MOST_NAMES: Final = 20
"""Names of authors that a profile keeps: those who wrote most."""
OTHERS: Final = "*"
"""The group of what is not told apart."""


class Profile:
    """Counts answers."""

    def __init__(self) -> None:
        self.articles = 0
        self.pages = 0
        self.questions: dict[str, Groups] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been counted."""
        return not self.questions

    def count(self, group: str, answers: Iterable[Answer]) -> None:
        """Count the *answers* of an article, or of a page, of *group*."""
        for question, answer in answers:
            groups = self.questions.setdefault(question, {})
            own = group if group in groups or len(groups) < MOST_GROUPS else OTHERS
            counts = groups.setdefault(own, {})
            counts[answer] = counts.get(answer, 0) + 1

    def __add__(self, other: "Profile") -> "Profile":
        both = Profile()
        both.articles, both.pages = self.articles + other.articles, self.pages + other.pages
        for question in self.questions.keys() | other.questions.keys():
            both.questions[question] = summed((self, other), question)
        return both

    def to_json(self) -> str:
        """Return the counts as JSON, of names the most frequent alone."""
        kept = dict(self.questions)
        if names := kept.get(NAME):
            kept[NAME] = {OTHERS: dict(Counter(names[OTHERS]).most_common(MOST_NAMES))}
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str, articles: int, pages: int) -> Self:
        """Return the profile of so many *articles* and *pages* that *text* tells of."""
        profile = cls()
        profile.articles, profile.pages = articles, pages
        profile.questions = json.loads(text)
        return profile


def summed(profiles: Iterable[Profile], question: str) -> Groups:
    """Return what all *profiles* have counted of the answers to a *question*."""
    total: Groups = {}
    for profile in profiles:
        for group, counts in profile.questions.get(question, {}).items():
            own = total.setdefault(group, {})
            for answer, count in counts.items():
                own[answer] = own.get(answer, 0) + count
    return total
