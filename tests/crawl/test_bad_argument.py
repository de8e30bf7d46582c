"""What is raised for an argument that cannot be used."""

from newsscraper.crawl.bad_argument import BadArgument, NothingAsked


def test_it_is_told_like_any_wrong_value():
    assert isinstance(BadArgument("since=x is not a day"), ValueError)
    assert str(BadArgument("since=x is not a day")) == "since=x is not a day"


def test_what_asks_for_others_alone_is_one_of_them():
    assert issubclass(NothingAsked, BadArgument)
