"""How often each question got each answer."""

from newsscraper.drift.answers import NAME, Answer
from newsscraper.drift.profile import MOST_GROUPS, MOST_NAMES, OTHERS, Profile, summed


def profile(**groups):
    """A profile of one question: group -> answers."""
    made = Profile()
    for group, answers in groups.items():
        for answer in answers:
            made.count(group, [Answer("authors", answer)])
    return made


def test_answers_are_counted_by_section():
    assert profile(ekonomi="aab", olahraga="a").questions == {
        "authors": {"ekonomi": {"a": 2, "b": 1}, "olahraga": {"a": 1}}
    }


def test_profiles_add_up():
    one, other = profile(ekonomi="a"), profile(ekonomi="ab", opini="b")
    one.articles, other.articles, other.pages = 1, 3, 2
    both = one + other
    assert (both.articles, both.pages) == (4, 2)
    assert both.questions == {"authors": {"ekonomi": {"a": 2, "b": 1}, "opini": {"b": 1}}}
    assert one.questions == {"authors": {"ekonomi": {"a": 1}}}
    assert summed([one, other], "editors") == {}


def test_of_very_many_sections_the_last_count_as_one():
    made = profile(**{f"s{number}": "a" for number in range(MOST_GROUPS + 3)})
    assert len(made.questions["authors"]) == MOST_GROUPS + 1
    assert made.questions["authors"][OTHERS] == {"a": 3}


def test_a_profile_is_what_was_kept_of_it():
    made = profile(ekonomi="aab")
    made.articles, made.pages = 3, 1
    again = Profile.from_json(made.to_json(), 3, 1)
    assert (again.questions, again.articles, again.pages) == (made.questions, 3, 1)
    assert not again.is_empty
    assert Profile().is_empty


def test_of_authors_those_are_kept_who_wrote_most():
    made = Profile()
    for number in range(60):
        made.count(OTHERS, [Answer(NAME, f"Wartawan {number}")])
    for _ in range(2):
        made.count(OTHERS, [Answer(NAME, "Sari")])
    kept = Profile.from_json(made.to_json(), 0, 0).questions[NAME][OTHERS]
    assert len(kept) == MOST_NAMES
    assert kept["Sari"] == 2
    assert len(made.questions[NAME][OTHERS]) == 61
