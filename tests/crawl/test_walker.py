"""A walk page by page, with a real frontier and store; there is no HTTP."""

from datetime import date

import pytest
from worlds.press import INDEX, TODAY, address, article, key, links, listing, publisher_with

from newsscraper.crawl.taken import Taken, Unread, Wanted
from newsscraper.duplicates.finder import DuplicateFinder
from newsscraper.failures import Fate, Reason, Verdict
from newsscraper.roads.dated_index import DatedIndex
from newsscraper.roads.index import Index
from newsscraper.roads.listing import Listing
from newsscraper.roads.sitemap import Sitemap
from newsscraper.roads.validators import Validators
from newsscraper.store import index_pages
from newsscraper.store.waits import WAITS

PAGES = [INDEX, *(f"{INDEX}?page={number}" for number in range(2, 9))]
NONE = Validators()
TAGGED = Validators('"abc"', "Tue, 20 Jan 2026 05:00:00 GMT")
GONE = Verdict(Fate.GONE, "http_404", 404)
FAILED = Verdict(Fate.FAILED, "http_500", 500)
REFUSED = Verdict(Fate.REFUSED, "http_403", 403)
EMPTY = Verdict(Fate.FAILED, Reason.NO_ARTICLES)
LISTS = Sitemap("https://mediaindonesia.com/sitemap.xml")
PARTS = [f"https://mediaindonesia.com/sitemap-{number}.xml" for number in range(3)]
DATED = DatedIndex("https://mediaindonesia.com/indeks/{day:%Y-%m-%d}/{page}")
PAST = {"since": date(2026, 1, 10), "until": date(2026, 1, 12)}


@pytest.fixture
def paper(press):
    return press()


def take(walker, page, *numbers, day=20, then=None, validators=NONE):
    """Take an index page that lists these articles; return what came of it."""
    walker.walk(INDEX)
    return walker.take(INDEX, page, listing(*numbers, day=day, following=then), validators)


def miss(walker, page):
    return walker.miss(INDEX, page, GONE)


def walked(paper, *pages, **asked):
    """Let a run walk down pages with these articles to the last, and store what they list."""
    walker = paper.run(**asked)
    for place, numbers in enumerate(pages):
        then = PAGES[place + 1] if place + 1 < len(pages) else None
        store(walker, take(walker, PAGES[place], *numbers, then=then))
    return walker


def store(walker, taken):
    for each in taken.wanted:
        number = int(each.key.rpartition(":")[2]) - 800_000
        walker.frontier.store_article(article(number, body=each.key), DuplicateFinder(30, 0.3))


def store_by_day(walker, taken):
    """Store articles each of which appeared on the day of its number."""
    for each in taken.wanted:
        number = int(each.key.rpartition(":")[2]) - 800_000
        found = article(number, day=number, body=each.key)
        walker.frontier.store_article(found, DuplicateFinder(30, 0.3))


def keys(taken):
    return [each.key for each in taken.wanted]


def reasons(taken):
    """The pages that are to be read again, with why."""
    return {each.page: each.verdict.reason for each in taken.unread}


def unread_pages(paper):
    rows = paper.ask("SELECT url FROM index_pages WHERE state = 'unread' ORDER BY url")
    return [url for (url,) in rows]


def checkpoints(paper):
    return paper.ask("SELECT checkpoint, is_complete, makes_known FROM walks ORDER BY id")


# --- A page that was read -------------------------------------------------------------------------


def test_a_page_gives_what_is_wanted_and_the_page_after_it(paper):
    taken = take(paper.run(), INDEX, 3, 2, then=PAGES[1])
    wanted = [Wanted(key(number), address(number), 0) for number in (3, 2)]
    assert taken == Taken(wanted, PAGES[1], listed=2)
    assert checkpoints(paper) == [(INDEX, 0, 1)]


def test_the_last_page_completes_the_walk_and_makes_its_ground_known(paper):
    walked(paper, (4, 3), (2, 1))
    assert checkpoints(paper) == [(PAGES[1], 1, 1)]
    assert paper.ask("SELECT count(*) FROM listings WHERE is_known") == [(4,)]


def test_a_walk_ends_on_known_ground(paper):
    walked(paper, (4, 3), (2, 1))
    walker = paper.run()
    taken = take(walker, INDEX, 5, 4, 3, then=PAGES[1])
    assert (keys(taken), taken.next_page, taken.already_stored) == ([key(5)], None, 2)
    assert checkpoints(paper)[1] == (INDEX, 1, 1)


def test_an_old_copy_of_a_page_is_no_known_ground(paper):
    for pages in (((13, 12, 11, 10, 9), (8, 7, 6, 5)), ((13, 12, 11, 10, 9),)):
        walker = paper.run()
        for place, numbers in enumerate(pages):
            store_by_day(walker, take(walker, PAGES[place], *numbers, then=PAGES[place + 1]))
        walker.bound(INDEX)
    walker = paper.run()
    store_by_day(walker, take(walker, INDEX, 24, 23, 22, 21, then=PAGES[1]))
    old = take(walker, PAGES[1], 8, 7, 6, 5, then=PAGES[2])
    assert (old.next_page, reasons(old)) == (PAGES[2], {PAGES[1]: Reason.ANOTHER_LIST})
    assert keys(take(walker, PAGES[2], 15, 14, 13, 12, then=PAGES[3])) == [key(15), key(14)]
    assert not walker.walk(INDEX).is_complete


def test_a_page_of_known_ground_joins_though_some_above_it_were_deleted(paper):
    walker = paper.run()
    store_by_day(walker, take(walker, INDEX, 20, 19, 18, 17, 16, 15, 14, then=PAGES[1]))
    store_by_day(walker, take(walker, PAGES[1], 13, 12, 11, 10, then=PAGES[2]))
    walker.bound(INDEX)
    walker = paper.run()
    store_by_day(walker, take(walker, INDEX, 22, 21, 20, 16, 15, 14, then=PAGES[1]))
    taken = take(walker, PAGES[1], 13, 12, 11, 10, then=PAGES[2])
    assert (taken.next_page, reasons(taken)) == (None, {})
    assert walker.walk(INDEX).is_complete


def test_a_first_run_reads_so_many_pages(paper):
    walker = paper.run()
    for place in range(3):
        taken = take(walker, PAGES[place], 9 - place, then=PAGES[place + 1])
    assert taken.next_page is None
    assert checkpoints(paper) == [(PAGES[2], 1, 1)]


def test_a_window_of_the_past_makes_no_ground_known(paper):
    for is_complete in (0, 1):
        walked(paper, (4, 3), **PAST)
        assert checkpoints(paper)[-1] == (INDEX, is_complete, 0), "the same end, met again"


def test_a_list_that_ends_in_a_window_is_believed_when_the_next_run_meets_the_same_end(paper):
    walker = paper.run(since=date(2026, 1, 1))
    taken = take(walker, INDEX, 4, 3)
    assert reasons(taken) == {INDEX: Reason.NO_NEXT_PAGE}
    assert not walker.walk(INDEX).is_complete
    assert reasons(take(paper.run(since=date(2026, 1, 1)), INDEX, 4, 3)) == {}
    assert unread_pages(paper) == []


def test_a_list_whose_end_has_moved_up_is_not_believed(paper):
    walked(paper, (4, 3), (2, 1), since=date(2026, 1, 1))
    walker = paper.run(since=date(2026, 1, 1))
    assert take(walker, INDEX, 4, 3).next_page == PAGES[1], "an earlier walk was there"
    assert reasons(miss(walker, PAGES[1])) == {PAGES[1]: "http_404"}
    assert not walker.walk(INDEX).is_complete


def test_what_a_window_leaves_out_is_counted(paper):
    walker = paper.run(since=TODAY)
    taken = take(walker, INDEX, 2, 1, day=19, then=PAGES[1])
    assert (keys(taken), taken.out_of_window, taken.next_page) == ([], 2, PAGES[1])


def test_pages_without_dates_are_judged_by_those_of_their_articles(paper):
    walker = paper.run(since=TODAY)
    for place in range(4):
        taken = take(walker, PAGES[place], 90 - place, day=None, then=PAGES[place + 1])
        for each in taken.wanted:
            walker.frontier.leave(article(1, day=2), each.key)
    assert taken.next_page is None, "three pages in a row were older"


def test_the_parts_of_a_page_are_entered_only_as_far_as_the_walk_goes(paper):
    walked(paper, (4, 3))
    walker = paper.run()
    page = Listing([links(5, 4, 3, day=20), links(2, 1, day=20)])
    taken = walker.take(INDEX, INDEX, page, NONE)
    assert (keys(taken), taken.listed) == ([key(5)], 3)
    assert paper.state_of(1) is None


def test_a_page_that_is_empty_at_once_says_nothing_and_kills_the_road(paper):
    walker = paper.run()
    taken = take(walker, INDEX)
    assert taken == Taken(wanted=[], unread=(Unread(INDEX, EMPTY),))
    assert walker.walk(INDEX).is_dead
    assert checkpoints(paper) == [(None, 0, 1)]


def test_an_empty_page_in_place_of_known_ground_is_a_fault_each_time(paper):
    walked(paper, (2, 1))
    for _ in range(2):
        walker = paper.run()
        take(walker, INDEX, 9, 8, then=PAGES[1])
        taken = take(walker, PAGES[1])
        assert (taken.unread, taken.next_page) == ((Unread(PAGES[1], EMPTY),), PAGES[2])
        assert miss(walker, PAGES[2]) == Taken(), "nothing has linked to it"
        assert walker.walk(INDEX).unread == (PAGES[1], EMPTY)
        assert checkpoints(paper)[-1] == (INDEX, 0, 1)
    assert unread_pages(paper) == [PAGES[1]]


def test_behind_a_page_that_is_empty_known_ground_is_found_but_the_page_is_owed(paper):
    walked(paper, (2, 1))
    walker = paper.run()
    take(walker, INDEX, 9, 8, then=PAGES[1])
    take(walker, PAGES[1], then=PAGES[2])
    assert take(walker, PAGES[2], 3, 2, 1, then=PAGES[3]).next_page is None
    assert not walker.walk(INDEX).is_complete
    again = paper.run()
    take(again, INDEX, 9, 8, then=PAGES[1])
    take(again, PAGES[1], 7, 6, then=PAGES[2])
    take(again, PAGES[2], 3, 2, 1, then=PAGES[3])
    assert again.walk(INDEX).is_complete
    assert unread_pages(paper) == []


def test_a_page_of_photos_alone_is_no_end(paper):
    walker = paper.run()
    walker.walk(INDEX)
    photos = Listing(links=[(PAGES[1], "next")], cards=20)
    taken = walker.take(INDEX, INDEX, photos, NONE)
    assert (taken.next_page, taken.unread) == (PAGES[1], ())


# --- What is sent for a page ----------------------------------------------------------------------


def test_a_page_of_a_complete_walk_is_asked_for_on_conditions(paper):
    walker = paper.run()
    take(walker, INDEX, 2, 1, validators=TAGGED)
    assert paper.run().ask_for(INDEX, INDEX) == TAGGED


def test_a_page_of_a_walk_that_was_cut_off_is_asked_for_without(paper):
    take(paper.run(), INDEX, 2, 1, then=PAGES[1], validators=TAGGED)
    assert paper.run().ask_for(INDEX, INDEX) == NONE


def test_a_window_asks_without_conditions(paper):
    take(paper.run(), INDEX, 2, 1, validators=TAGGED)
    assert paper.run(since=TODAY).ask_for(INDEX, INDEX) == NONE


def test_a_page_without_articles_is_kept_without_conditions(paper):
    walker = paper.run()
    take(walker, INDEX, 2, 1, then=PAGES[1], validators=TAGGED)
    walker.take(INDEX, PAGES[1], Listing(cards=20), TAGGED)
    assert checkpoints(paper) == [(INDEX, 1, 1)]
    assert paper.run().ask_for(INDEX, INDEX) == TAGGED
    assert paper.run().ask_for(INDEX, PAGES[1]) == NONE


def test_beside_an_empty_page_all_are_asked_for_without_conditions(paper):
    walker = paper.run()
    take(walker, INDEX, 2, 1, then=PAGES[1], validators=TAGGED)
    take(walker, PAGES[1], validators=TAGGED)
    miss(walker, PAGES[2])
    assert checkpoints(paper) == [(INDEX, 0, 1)]
    assert paper.run().ask_for(INDEX, INDEX) == NONE
    assert paper.run().ask_for(INDEX, PAGES[1]) == NONE


def test_pages_are_asked_for_until_the_run_has_had_its_number(paper):
    walker = paper.run(max_pages=2)
    for is_left in (True, False):
        assert walker.may_read_more
        walker.ask_for(INDEX, INDEX)
        assert walker.may_read_more is is_left
    walker.take_back_request()
    assert walker.may_read_more
    assert walker.pages_left == 1


def test_without_a_number_there_is_no_end_of_pages(paper):
    walker = paper.run()
    walker.ask_for(INDEX, INDEX)
    walker.take_back_request()
    assert walker.pages_left is None
    assert walker.may_read_more


# --- A page that is as it was ---------------------------------------------------------------------


def test_an_unchanged_page_is_known_ground_and_completes_the_walk(paper):
    walked(paper, (2, 1))
    walker = paper.run()
    assert walker.unchanged(INDEX, INDEX) == Taken()
    walk = walker.walk(INDEX)
    assert walk.met_known
    assert walk.has_articles
    assert not walk.is_dead
    assert checkpoints(paper)[1] == (None, 1, 1)


def test_an_unchanged_sitemap_is_left_for_the_next(press):
    paper = press(publisher=publisher_with(LISTS))
    for _ in range(2):
        walker = paper.run()
        index = Listing(links=[(url, "") for url in PARTS[:2]])
        assert walker.take(LISTS.url, LISTS.url, index, NONE).next_page == PARTS[0]
        assert walker.unchanged(LISTS.url, PARTS[0]) == Taken(next_page=PARTS[1])
        assert walker.unchanged(LISTS.url, PARTS[1]) == Taken()


# --- Where a walk goes on -------------------------------------------------------------------------


def test_a_walk_that_reaches_one_that_was_cut_off_leaps_to_where_that_was(paper):
    walked(paper, (2, 1))
    cut_off = paper.run()
    for place, numbers in enumerate([(9, 8), (7, 6), (5, 4)]):
        take(cut_off, PAGES[place], *numbers, then=PAGES[place + 1])
    walker = paper.run()
    taken = take(walker, INDEX, 10, 9, 8, then=PAGES[1])
    assert taken.next_page == PAGES[2], "its list has not grown by a page"
    assert walker.walk(INDEX).unfinished == {}
    assert paper.ask("SELECT continued_by FROM walks ORDER BY id") == [(None,), (3,), (None,)]
    assert checkpoints(paper)[2][0] == PAGES[2]


def test_a_walk_does_not_leap_back_when_the_list_has_grown_by_pages(paper):
    walked(paper, (2, 1))
    take(paper.run(), INDEX, 9, 8, then=PAGES[1])
    walker = paper.run()
    take(walker, INDEX, 20, 19, then=PAGES[1])
    taken = take(walker, PAGES[1], 9, 8, then=PAGES[2])
    assert taken.next_page == PAGES[2]
    assert walker.walk(INDEX).unfinished == {}
    assert checkpoints(paper)[2][0] == PAGES[1]


def test_a_walk_for_a_window_of_the_past_goes_on_at_the_page_where_it_was_cut_off(paper):
    take(paper.run(**PAST), PAGES[1], 9, 8, day=11, then=PAGES[2])
    walker = paper.run(**PAST)
    assert walker.first_page(walker.begin(Index(INDEX))) == PAGES[1]


@pytest.mark.parametrize("find", [miss, take], ids=["gone", "empty"])
def test_a_walk_goes_back_to_the_top_when_that_page_is_there_no_more(paper, find):
    take(paper.run(**PAST), PAGES[1], 9, 8, day=11, then=PAGES[2])
    walker = paper.run(**PAST)
    walk = walker.begin(Index(INDEX))
    taken = find(walker, PAGES[1])
    assert (taken.next_page, taken.unread) == (INDEX, ())
    assert walk.begins_at is None
    assert not walk.has_read(PAGES[1]), "it may be met on the way down"
    assert checkpoints(paper)[-1][0] is None


def test_a_walk_of_another_process_is_begun_when_it_is_asked_for(paper):
    walker = paper.run()
    walk = walker.walk(INDEX)
    assert walker.walk(INDEX) is walk
    assert walker.walks == {INDEX: walk}
    assert walker.first_page(walk) == INDEX


def test_the_roads_instead_of_a_dead_one_are_those_of_the_routes(press):
    front = Index("https://mediaindonesia.com/ekonomi")
    walker = press(publisher=publisher_with(Index(INDEX), front)).run()
    walker.walk(INDEX)
    assert walker.instead_of(INDEX) == []
    walker.miss(INDEX, INDEX, REFUSED)
    assert walker.instead_of(INDEX) == [front]
    assert walker.begin(front).plan.is_substitute


# --- A page that could not be read ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "is_dead"),
    [
        (REFUSED, True),
        (GONE, True),
        (FAILED, False),
        (Verdict(Fate.FAILED, Reason.UNRECOGNISED_TEMPLATE, 200), True),
        (Verdict(Fate.FAILED, Reason.REDIRECTED_AWAY), True),
        (Verdict(Fate.FAILED, Reason.NO_ANSWER), False),
    ],
)
def test_the_first_page_that_cannot_be_read_ends_the_walk(paper, verdict, is_dead):
    walker = paper.run()
    assert walker.miss(INDEX, INDEX, verdict) == Taken(unread=(Unread(INDEX, verdict),))
    walk = walker.walk(INDEX)
    assert (walk.unread, walk.is_dead) == ((INDEX, verdict), is_dead)
    assert checkpoints(paper) == [(None, 0, 1)]


@pytest.mark.parametrize("verdict", [REFUSED, FAILED, GONE])
def test_behind_a_later_page_that_cannot_be_read_the_walk_goes_on(paper, verdict):
    walker = paper.run()
    take(walker, INDEX, 2, 1, then=PAGES[1])
    unread = (Unread(PAGES[1], verdict),)
    assert walker.miss(INDEX, PAGES[1], verdict) == Taken(next_page=PAGES[2], unread=unread)
    take(walker, PAGES[2], 4, 3)
    assert walker.walk(INDEX).unread == (PAGES[1], verdict)
    assert not walker.walk(INDEX).is_dead
    assert checkpoints(paper) == [(INDEX, 0, 1)], "nothing below it is known"
    assert unread_pages(paper) == [PAGES[1]]


def test_a_road_that_is_refused_from_a_later_page_on_is_dead(paper):
    walker = paper.run()
    take(walker, INDEX, 2, 1, then=PAGES[1])
    walker.miss(INDEX, PAGES[1], REFUSED)
    assert walker.miss(INDEX, PAGES[2], GONE).next_page is None
    assert walker.walk(INDEX).unread == (PAGES[1], REFUSED)
    assert walker.walk(INDEX).is_dead


def test_three_pages_in_a_row_that_cannot_be_read_cut_the_walk_off(paper):
    walker = paper.run()
    taken = take(walker, INDEX, 2, 1, then=PAGES[1])
    for page in PAGES[1:4]:
        assert taken.next_page == page
        taken = walker.miss(INDEX, page, FAILED)
    assert taken.next_page is None
    assert not walker.walk(INDEX).is_dead
    assert checkpoints(paper) == [(INDEX, 0, 1)]


def test_behind_a_linked_page_that_is_not_there_one_that_nobody_linked_to_is_the_end(paper):
    walker = paper.run()
    take(walker, INDEX, 2, 1, then=PAGES[1])
    assert reasons(miss(walker, PAGES[1])) == {PAGES[1]: "http_404"}
    assert miss(walker, PAGES[2]) == Taken()
    assert walker.walk(INDEX).unread == (PAGES[1], GONE)
    assert checkpoints(paper) == [(INDEX, 0, 1)]


def test_a_page_that_is_not_there_in_place_of_known_ground_is_a_fault_each_time(paper):
    walked(paper, (2, 1))
    for _ in range(2):
        walker = paper.run()
        take(walker, INDEX, 9, 8, then=PAGES[1])
        assert miss(walker, PAGES[1]).unread == (Unread(PAGES[1], GONE),)


def test_a_page_that_is_tried_often_enough_holds_up_nothing(paper):
    walked(paper, (2, 1))
    for _ in WAITS:
        walker = paper.run()
        take(walker, INDEX, 9, 8, then=PAGES[1])
        assert [each.is_given_up for each in miss(walker, PAGES[1]).unread] == [False]
        paper.clock.moment += WAITS[-1]
    walker = paper.run()
    take(walker, INDEX, 9, 8, then=PAGES[1])
    [unread] = miss(walker, PAGES[1]).unread
    assert (unread.is_given_up, unread.is_news) == (True, True)
    take(walker, PAGES[2], 2, 1, then=PAGES[3])
    assert walker.walk(INDEX).is_complete
    assert unread_pages(paper) == []


@pytest.mark.parametrize(
    ("verdicts", "is_turned_away"),
    [
        ([REFUSED], True),
        ([REFUSED, None], False),
        ([REFUSED, REFUSED], True),
        ([REFUSED, None, FAILED], False),
        ([FAILED, None, REFUSED], True),
        ([FAILED], False),
    ],
)
def test_a_refusal_turns_a_walk_away_when_nothing_came_behind_it(paper, verdicts, is_turned_away):
    walker = paper.run()
    take(walker, INDEX, 9, then=PAGES[1])
    for number, verdict in enumerate(verdicts, 1):
        if verdict:
            walker.miss(INDEX, PAGES[number], verdict)
        else:
            take(walker, PAGES[number], 9 - number, then=PAGES[number + 1])
    [end] = walker.ends()
    assert (end.is_turned_away, end.first_page) == (is_turned_away, INDEX)


def test_the_first_page_of_a_road_of_days_is_one_that_can_be_opened(press):
    walker = press(publisher=publisher_with(DATED)).run()
    walker.begin(DATED)
    assert [end.first_page for end in walker.ends()] == [DATED.page(TODAY, 1)]


def test_a_day_that_is_not_there_is_left_for_the_day_before(press):
    walker = press(publisher=publisher_with(DATED)).run()
    first = walker.first_page(walker.begin(DATED))
    assert first == DATED.page(TODAY, 1)
    assert walker.miss(DATED.url, first, GONE) == Taken(next_page=DATED.page(date(2026, 1, 19), 1))


@pytest.mark.parametrize("verdict", [FAILED, REFUSED])
def test_one_sitemap_of_several_that_cannot_be_read_leaves_the_walk_incomplete(press, verdict):
    paper = press(publisher=publisher_with(LISTS))
    walker = paper.run()
    walker.take(LISTS.url, LISTS.url, Listing(links=[(url, "") for url in PARTS[:2]]), NONE)
    unread = (Unread(PARTS[0], verdict),)
    assert walker.miss(LISTS.url, PARTS[0], verdict) == Taken(next_page=PARTS[1], unread=unread)
    taken = walker.take(LISTS.url, PARTS[1], Listing([links(2, 1, day=20)]), NONE)
    assert (keys(taken), taken.next_page) == ([key(2), key(1)], None)
    walk = walker.walk(LISTS.url)
    assert (walk.unread, walk.is_complete, walk.is_dead) == ((PARTS[0], verdict), False, False)
    assert checkpoints(paper) == [(None, 0, 1)]


SILENT = Verdict(Fate.FAILED, Reason.NO_ANSWER)


@pytest.mark.parametrize(
    ("verdicts", "is_over"), [([SILENT] * 3, True), ([SILENT, FAILED] * 3, False)]
)
def test_a_walk_down_days_ends_where_the_host_does_not_answer_at_all(press, verdicts, is_over):
    walker = press(publisher=publisher_with(DATED)).run(since=date(2026, 1, 1), until=TODAY)
    page = walker.first_page(walker.begin(DATED))
    for verdict in verdicts:
        page = walker.miss(DATED.url, page, verdict).next_page if page else None
    assert (page is None) is is_over


def test_a_page_that_repeats_another_is_known_to_list_nothing_of_its_own(press):
    walker = press(publisher=publisher_with(DATED)).run(**PAST)
    first, second = DATED.page(PAST["until"], 1), DATED.page(PAST["until"], 2)
    for page in (first, second):
        walker.take(DATED.url, page, listing(4, 3, 2, 1, day=12), NONE)
    with walker.store.reading() as transaction:
        assert index_pages.links_of(transaction, DATED.url, first) == 4
        assert index_pages.links_of(transaction, DATED.url, second) == 0
