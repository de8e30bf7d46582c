"""What pages say about their use, and which articles are left out for it."""

import pytest
from scrapy.settings import Settings
from worlds.pages import article_page, read

from newsscraper import settings
from newsscraper.article.rights import reservation_of

OURS = Settings({"ROBOTS_META_OBEY": True, "TDM_RESPECT": True})
NEITHER = Settings({"ROBOTS_META_OBEY": False, "TDM_RESPECT": False})


def reason(head="", given=OURS, **headers):
    return reservation_of(read(article_page(head=head), **headers).rights, given)


@pytest.mark.parametrize(
    "said",
    [
        "noindex",
        "NOINDEX, nofollow",
        "none",
        "noarchive, none",
        "noindex nofollow",
        "noindex;nofollow",
        "newsscraper: noindex",
        "Newsscraper : none",
        "*: noindex",
    ],
)
def test_a_page_that_is_not_to_be_indexed_is_left_out(said):
    assert reason(X_Robots_Tag=said) == "noindex"
    assert reason(X_Robots_Tag=said, given=NEITHER) is None


@pytest.mark.parametrize(
    "said",
    [
        "index, follow",
        "nofollow",
        "googlebot: noindex",
        "otherbot: none",
        "max-image-preview:none",
        "max-snippet: 0",
        "unavailable_after: 25 Jun 2030 15:00:00 PST",
        "noindexes",
        "",
    ],
)
def test_other_directives_and_those_for_others_leave_no_page_out(said):
    assert reason(X_Robots_Tag=said) is None


@pytest.mark.parametrize("name", ["robots", "ROBOTS", "newsscraper"])
def test_meta_tags_say_it_too(name):
    assert reason(f'<meta name="{name}" content="noindex">') == "noindex"
    assert reason('<meta name="googlebot" content="noindex">') is None


def test_a_reservation_of_text_and_data_mining_is_respected():
    tag = '<meta name="tdm-reservation" content="1">'
    assert reason(tag) == reason(tdm_reservation="1") == "tdm_reserved"
    assert reason(tag, given=NEITHER) is None
    assert reason(tdm_reservation="0") is None


def test_both_are_on_unless_switched_off():
    assert settings.ROBOTS_META_OBEY
    assert settings.TDM_RESPECT
