"""What any road keeps in mind says nothing against a page."""

from newsscraper.roads.trail import Trail


def test_pages_that_link_to_each_other_leave_nothing_in_doubt():
    trail = Trail(ahead=("b",), before="a", lost=2, full=20, strays=3)
    assert not trail.is_in_doubt
    assert trail.missed(0, has_articles=False) == {}
