"""What is raised for an argument that cannot be used."""

from newsscraper.crawl.bad_argument import BadArgument


def test_it_is_told_like_any_wrong_value():
    assert isinstance(BadArgument("since=x is not a day"), ValueError)
    assert str(BadArgument("since=x is not a day")) == "since=x is not a day"
