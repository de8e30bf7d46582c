"""Pasts that tests make up: stretches of articles, each answering one question."""

from datetime import UTC, datetime, timedelta

from newsscraper.drift.answers import NAME, Answer
from newsscraper.drift.past import Stretch
from newsscraper.drift.profile import Profile

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def stretch(number, answers, question="authors", group="ekonomi", days=None):
    """A run whose articles give these *answers*: answer -> how often."""
    profile = Profile()
    for answer, count in answers.items():
        for _ in range(count):
            profile.count(group, [Answer(question, answer)])
    profile.articles = sum(answers.values())
    began = BEGIN + timedelta(days=number if days is None else days)
    return Stretch(number, number, began, profile)


def signed(number, names):
    """A run whose articles have these authors: name -> how often."""
    made = stretch(number, {"css a": sum(names.values())})
    made.profile.questions[NAME] = {"*": dict(names)}
    return made


def days(count, answers, **options):
    """As many days, each with a run that gives these *answers*."""
    return [stretch(number, answers, **options) for number in range(1, count + 1)]
