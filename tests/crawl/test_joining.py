"""Whether the pages of a walk join the top of known ground."""

from newsscraper.crawl.joining import Joining


def test_a_page_below_ground_that_was_not_met_stands_apart():
    joining = Joining()
    assert [joining.judge(0, missed=0), joining.judge(0, missed=20)] == [False, True]
    assert joining.is_apart


def test_on_the_first_page_what_it_has_itself_counts():
    assert not Joining().judge(17, missed=3, is_first=True)
    assert Joining().judge(0, missed=3, is_first=True)


def test_one_below_ground_that_was_met_for_the_most_part_joins_it():
    joining = Joining()
    joining.judge(15, missed=0)
    assert not joining.judge(0, missed=15)
    assert not joining.is_apart
    assert joining.judge(0, missed=16)
