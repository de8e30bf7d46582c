"""Articles that repeat another: what runs store, mark, feed and leave out."""

import csv
import json
from datetime import datetime, timedelta

import pytest
from worlds.paper import Reader, numbers
from worlds.stories import (
    COFFEE,
    ELSEWHERE,
    MIRRORED,
    OTHER_END,
    OTHERS,
    SALT,
    STORIES,
    STUB,
    crawl_three,
    dump_by,
    forecast,
    html,
    marks,
    retold,
    rows_of,
    scrapy,
    told,
)

pytestmark = pytest.mark.slow

NONE = (None, None)


def key(number):
    return f"mediaindonesia:{800_000 + number}"


def ledger(reader):
    """Number -> state and reason of each story."""
    rows = reader.ask("SELECT key, state, reason FROM ledger ORDER BY key")
    return {int(name[-5:]): (state, reason) for name, *(state, reason) in rows}


def fed(reader, name):
    """The articles of a JSON Lines feed in the folder of *reader*."""
    return rows_of(reader.folder / name)


def asking_for(paper, *stories):
    return "-a", f"urls={','.join(map(paper.address, stories))}"


# --- One site, and what is asked of the store it filled -------------------------------------------

FIRST_RUN, NEAR, REPRINT = 1, 5, 8
"""The story in the order it appeared; the index shows the reprint first."""
SHOUTED = 3
BRIDGE, DRY, WET = 4, 6, 7
STUBS = (2, 9)
SHORT, SHORT_AGAIN, SHORT_OTHERWISE = 11, 12, 10
SHORT_TEXT = STORIES["kopi"][1]
WINDOW = ("-a", "since=2026-01-01", "-a", "until=2026-01-31", "-a", "related=0")


@pytest.fixture(scope="module")
def site(build):
    """Return the runs by name, and their reader."""
    paper, reads = build()
    bodies = {FIRST_RUN: told("garam"), NEAR: retold("garam"), REPRINT: told("garam")}
    bodies[SHOUTED] = html(*(text.upper().replace(".", "!") for text in STORIES["garam"]))
    bodies |= {BRIDGE: told("jembatan"), DRY: forecast(0), WET: forecast(1)}
    bodies |= dict.fromkeys(STUBS, html(STUB))
    bodies |= dict.fromkeys((SHORT, SHORT_AGAIN), html(SHORT_TEXT))
    bodies[SHORT_OTHERWISE] = html(SHORT_TEXT.replace("dua belas", "tiga belas"))
    for number, body in bodies.items():
        paper.story(number, body=body)
    paper.publish(sorted(bodies, reverse=True))
    reader = reads(paper.folder)
    runs = {
        "first": reader(),
        "window": reader(*WINDOW, "-O", "window.jsonl", "-O", "window.csv"),
        "continued": reader(*WINDOW, "-o", "continued.jsonl"),
        "continued again": reader(*WINDOW, "-o", "continued.jsonl"),
        "all": reader(*WINDOW, "-O", "all.jsonl", "-s", "FEED_DUPLICATES=True"),
        "one": reader(*asking_for(paper, FIRST_RUN), "-O", "one.jsonl"),
    }
    return runs, reader


def test_all_runs_end_well(site):
    assert {run.code for run in site[0].values()} == {0}


def test_the_last_line_counts_exact_duplicates(site):
    assert (
        site[0]["first"].last_line
        == "Complete: 10 articles in out.jsonl, 0 failed, 2 exact duplicates."
    )


def test_who_came_first_into_the_store_is_repeated_whatever_the_dates_say(site):
    runs, reader = site
    assert marks(runs["first"].rows)[key(REPRINT)] == NONE
    assert ledger(reader)[FIRST_RUN] == ("duplicate", key(REPRINT))
    (found,) = reader.ask("SELECT document FROM revisions WHERE key = ?", key(FIRST_RUN))
    assert marks([json.loads(found[0])]) == {key(FIRST_RUN): (key(REPRINT), 1.0)}


def test_an_exact_duplicate_is_stored_and_not_fed(site):
    runs, reader = site
    assert reader.ask("SELECT count(*) FROM articles") == [(12,)]
    assert sorted(numbers(runs["first"].rows)) == [2, 3, 4, 5, 6, 7, 8, 9, 10, 12]
    left_out = reader.ask("SELECT key FROM duplicates JOIN revisions USING (seq) ORDER BY key")
    assert left_out == [(key(FIRST_RUN),), (key(SHORT),)]


def test_a_near_duplicate_is_fed_and_marked(site):
    original, similarity = marks(site[0]["first"].rows)[key(NEAR)]
    assert original == key(REPRINT)
    assert 0.6 < similarity < 0.9
    assert similarity == round(similarity, 3)


def test_the_same_words_in_other_letters_and_stops_are_a_near_duplicate(site):
    runs, reader = site
    assert marks(runs["first"].rows)[key(SHOUTED)] == (key(REPRINT), 0.999)
    assert ledger(reader)[SHOUTED] == ("stored", None)


def test_what_is_no_duplicate_has_no_mark(site):
    runs, reader = site
    found = marks(runs["first"].rows)
    assert {found[key(number)] for number in (BRIDGE, REPRINT, SHORT_AGAIN)} == {NONE}
    assert ledger(reader)[BRIDGE] == ("stored", None)


def test_the_same_template_about_another_town_and_day_is_not_marked(site):
    found = marks(site[0]["first"].rows)
    assert (found[key(DRY)], found[key(WET)]) == (NONE, NONE)


def test_stubs_of_the_same_few_words_are_no_duplicates(site):
    runs, reader = site
    found = marks(runs["first"].rows)
    assert {found[key(number)] for number in STUBS} == {NONE}
    assert {ledger(reader)[number] for number in STUBS} == {("stored", None)}


def test_short_texts_are_exact_duplicates_or_none(site):
    runs, reader = site
    assert ledger(reader)[SHORT] == ("duplicate", key(SHORT_AGAIN))
    assert marks(runs["first"].rows)[key(SHORT_OTHERWISE)] == NONE


def test_a_window_over_a_filled_store_leaves_exact_duplicates_out(site):
    runs, reader = site
    assert not [url for url in runs["window"].requests if "/ekonomi/" in url]
    first = sorted(numbers(runs["first"].rows))
    assert sorted(numbers(fed(reader, "window.jsonl"))) == first
    assert sorted(numbers(fed(reader, "continued.jsonl"))) == first


def test_with_feed_duplicates_a_window_has_them(site):
    _, reader = site
    rows = fed(reader, "all.jsonl")
    assert sorted(numbers(rows)) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    assert marks(rows)[key(FIRST_RUN)] == (key(REPRINT), 1.0)
    assert marks(rows)[key(SHORT)] == (key(SHORT_AGAIN), 1.0)


def test_whoever_asks_for_an_exact_duplicate_gets_the_original(site):
    runs, reader = site
    assert runs["one"].requests == []
    assert numbers(fed(reader, "one.jsonl")) == [REPRINT]


def test_the_marks_are_columns_of_csv(site):
    runs, reader = site
    with (reader.folder / "window.csv").open(newline="", encoding="utf-8") as file:
        rows = {row["key"]: row for row in csv.DictReader(file)}
    original, similarity = marks(runs["first"].rows)[key(NEAR)]
    row = rows[key(NEAR)]
    assert (row["duplicate_of"], row["similarity"]) == (original, str(similarity))
    assert (rows[key(REPRINT)]["duplicate_of"], rows[key(REPRINT)]["similarity"]) == ("", "")
    assert key(FIRST_RUN) not in rows


def test_coverage_counts_exact_duplicates_as_such(site):
    _, reader = site
    _, shown, _ = scrapy(reader.folder, "coverage", "mediaindonesia", *reader.named)
    header, *_, total = map(str.split, shown.splitlines())
    row = dict(zip(header, total, strict=True))
    assert (row["listed"], row["stored"], row["duplicate"]) == ("12", "10", "2")


# --- Days: which publications are compared, and how alike they must be ----------------------------


@pytest.fixture(scope="module")
def spans(crawl, build, tmp_path_factory):
    """Return a function that crawls with some settings and returns what repeats what."""
    paper, _ = build()
    first = datetime(2026, 1, 1, 23)
    plan = {
        1: (told("garam"), 0),
        2: (retold("garam"), 30),
        3: (told("kopi"), 0),
        4: (retold("kopi"), 31),
        5: (told("kereta"), 0),
        6: (told("kereta"), 200),
        7: (told("jembatan"), 40),
        8: (retold("jembatan"), 10),
    }
    for number, (body, days) in plan.items():
        paper.story(number, body=body, date=first + timedelta(days=days))
    paper.publish(plan, per_page=len(plan))

    def found(*settings):
        reader = Reader(crawl, tmp_path_factory.mktemp("run"), paper.folder, *settings)
        reader("-s", "FEED_DUPLICATES=True")
        rows = fed(reader, "out.jsonl")
        assert len(rows) == len(plan)
        return {number: original for number, (original, _) in by_number(rows).items() if original}

    return found


def by_number(rows):
    return {int(name[-5:]): mark for name, mark in marks(rows).items()}


def test_near_duplicates_are_found_within_thirty_days_before_and_after(spans):
    assert spans() == {2: key(1), 6: key(5), 8: key(7)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("setting", "more"),
    [
        ("NEAR_DUPLICATE_DAYS=0", {}),
        ("NEAR_DUPLICATE_DAYS=31", {2: key(1), 4: key(3), 8: key(7)}),
        ("NEAR_DUPLICATE_SIMILARITY=0.9", {}),
    ],
)
def test_the_days_and_the_similarity_can_be_set(spans, setting, more):
    assert spans(setting) == {6: key(5)} | more


# --- Runs day by day ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def days(build):
    """Return the runs into a feed that is continued, and their reader."""
    paper, reads = build()
    reader = reads(paper.folder)
    runs = {}

    def run(name, stories, *arguments):
        for number, body in stories.items():
            paper.story(number, body=body)
        published = sorted({*run.published, *stories}, reverse=True)
        run.published = published
        paper.publish(published)
        runs[name] = reader("-o", "all.jsonl", *arguments)

    run.published = []
    run("first", {1: told("garam"), 2: told("kopi")})
    run("repeating", {3: told("garam"), 4: retold("kopi"), 5: told("kereta")})
    run("nothing new", {})
    run("only a duplicate", {6: told("kereta")})
    run("duplicates, too", {7: told("garam"), 8: retold("garam")}, "-s", "FEED_DUPLICATES=True")
    run("as before", {9: told("kopi"), 10: told("jembatan")})
    return runs, reader


def test_over_several_runs_a_feed_gets_each_article_once_but_for_exact_duplicates(days):
    runs, reader = days
    assert {run.code for run in runs.values()} == {0}
    rows = fed(reader, "all.jsonl")
    assert list(map(sorted, (numbers(rows[:2]), numbers(rows[2:4])))) == [[1, 2], [4, 5]]
    assert sorted(numbers(rows[4:])) == [7, 8, 10]


def test_marks_reach_over_runs(days):
    found = by_number(fed(days[1], "all.jsonl"))
    assert {number: original for number, (original, _) in found.items() if original} == {
        4: key(2),
        7: key(1),
        8: key(1),
    }
    assert found[7] == (key(1), 1.0)
    assert {number: entry for number, entry in ledger(days[1]).items() if entry[1]} == {
        3: ("duplicate", key(1)),
        6: ("duplicate", key(5)),
        7: ("duplicate", key(1)),
        9: ("duplicate", key(2)),
    }


def test_each_run_tells_of_its_own_exact_duplicates(days):
    runs, reader = days
    came = "Complete: 2 articles added to all.jsonl, 0 failed"
    assert runs["first"].last_line == f"{came}."
    assert runs["repeating"].last_line == f"{came}, 1 exact duplicate."
    assert runs["nothing new"].last_line.startswith(f"Complete: 0 new; {reader.store} holds 5")
    assert runs["as before"].last_line.endswith(", 1 exact duplicate.")


def test_exact_duplicates_are_not_asked_for_again(days):
    runs, _ = days
    assert len(runs["nothing new"].requests) == 1
    assert len(runs["only a duplicate"].requests) == 2


# --- Revisions ------------------------------------------------------------------------------------

ORIGINAL, COPY, CHANGING = 1, 2, 3
RECHECK = ("-a", "recheck=500000")


@pytest.fixture(scope="module")
def revised(build):
    """Return key and revision of what each run fed, the ledger after it, and the reader."""
    paper, reads = build()
    reader = reads(paper.folder)
    found = {}

    def run(name, *arguments, **stories):
        for story, own in stories.items():
            paper.story({"o": ORIGINAL, "c": COPY, "x": CHANGING}[story], **own)
        before = len(fed(reader, "all.jsonl"))
        ended = reader("-o", "all.jsonl", *arguments)
        assert ended.code == 0, ended.log
        rows = fed(reader, "all.jsonl")[before:]
        found[name] = by_revision(rows), ledger(reader)

    paper.story(ORIGINAL, body=told("garam"))
    paper.story(COPY, body=told("garam"))
    paper.story(CHANGING, body=told("kopi"))
    paper.publish([ORIGINAL, COPY, CHANGING])
    run("first")
    run("other headline", *RECHECK, c={"body": told("garam"), "headline": "Judul Lain"})
    run("become another", *RECHECK, x={"body": told("garam")})
    run("differs", *RECHECK, c={"body": retold("garam")})
    run("the same again", *RECHECK, c={"body": told("garam")})
    run("original revised", *RECHECK, o={"body": retold("garam")})
    run("unchanged", *RECHECK)
    reader(*WINDOW, "-O", "window.jsonl")
    return found, reader


def by_revision(rows):
    """Number and revision of each article -> its marks."""
    return {
        (*numbers([row]), row["revision"]): (row["duplicate_of"], row["similarity"]) for row in rows
    }


def test_a_revision_of_a_left_out_duplicate_that_equals_the_original_is_left_out(revised):
    fed_then, entries = revised[0]["other headline"]
    assert fed_then == {}
    assert entries[COPY] == ("duplicate", key(ORIGINAL))


def test_a_revision_that_has_become_the_text_of_another_is_fed(revised):
    fed_then, entries = revised[0]["become another"]
    assert fed_then == {(CHANGING, 2): (key(ORIGINAL), 1.0)}
    assert entries[CHANGING] == ("stored", None)


def test_a_revision_of_a_left_out_duplicate_that_differs_is_fed(revised):
    fed_then, entries = revised[0]["differs"]
    ((fed_as, (original, similarity)),) = fed_then.items()
    assert (fed_as, original) == ((COPY, 3), key(ORIGINAL))
    assert 0.6 < similarity < 0.9
    assert entries[COPY] == ("stored", None)


def test_what_a_feed_holds_is_fed_when_it_becomes_a_duplicate_again(revised):
    fed_then, entries = revised[0]["the same again"]
    assert fed_then == {(COPY, 4): (key(ORIGINAL), 1.0)}
    assert entries[COPY] == ("stored", None)


def test_an_article_repeats_neither_its_own_revisions_nor_what_came_after_it(revised):
    assert revised[0]["original revised"][0] == {(ORIGINAL, 2): NONE}


def test_a_recheck_of_unchanged_articles_changes_nothing(revised):
    found, _ = revised
    assert found["unchanged"] == ({}, found["original revised"][1])


def test_a_window_delivers_the_newest_revisions(revised):
    _, reader = revised
    rows = fed(reader, "window.jsonl")
    assert set(by_revision(rows)) == {(ORIGINAL, 2), (COPY, 4), (CHANGING, 2)}


def test_comparing_anew_finds_what_the_runs_found(revised):
    _, reader = revised
    before = dump_by(reader.ask)
    code, _, said = scrapy(reader.folder, "dedup", "--rebuild", *reader.named)
    assert (code, said) == (0, "Compared anew: 0 marks changed\n")
    assert dump_by(reader.ask) == before


# --- Several publishers ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def three(crawl, tmp_path_factory, engine):
    return crawl_three(crawl, tmp_path_factory.mktemp("three"), engine)


def test_another_publisher_with_the_same_text_is_an_exact_duplicate(three):
    runs, reader = three
    assert {run.code for run in runs.values()} == {0}
    assert [row["key"] for row in fed(reader, "detik.jsonl")] == [OTHERS]
    came = "Complete: 1 article in detik.jsonl, 0 failed, 1 exact duplicate."
    assert runs["detik"].last_line == came
    query = "SELECT state, reason FROM ledger WHERE key = ?"
    assert reader.ask(query, MIRRORED) == [("duplicate", COFFEE)]


def test_another_publisher_with_nearly_the_same_text_is_marked(three):
    original, similarity = marks(fed(three[1], "kompas.jsonl"))[ELSEWHERE]
    assert original == "mediaindonesia:800004"
    assert 0.6 < similarity < 0.9


def test_within_a_publisher_the_same_store_marks_as_always(three):
    found = marks(fed(three[1], "mediaindonesia.jsonl"))
    assert found["mediaindonesia:800003"][0] == SALT
    assert len(found) == 5


# --- Odd texts and odd addresses ------------------------------------------------------------------


def test_a_long_text_of_few_different_words_stops_no_run(build):
    paper, reads = build()
    paper.story(1, body=html("Foto: MI/Ramdani. " * 30))
    paper.story(2, body=told("kopi"))
    paper.publish([2, 1])
    run = reads(paper.folder)()
    assert (run.code, sorted(numbers(run.rows))) == (0, [1, 2])


@pytest.mark.slow
def test_later_copies_do_not_hide_what_a_revision_repeats(build):
    paper, reads = build()
    reader = reads(paper.folder)
    paper.story(1, body=html(OTHER_END, *STORIES["garam"][1:]))
    paper.story(2, body=html(STUB))
    for newest in (1, 2):
        paper.publish(range(newest, 0, -1))
        reader()
    for number in range(3, 10):
        note = f"Catatan {'abcdefghij'[number] * 2} dari redaksi menyusul kemudian hari."
        paper.story(number, body=told("garam") + html(note))
    paper.publish(range(9, 0, -1))
    reader()
    paper.story(2, body=told("garam"))
    run = reader("-a", "recheck=500000", "-O", "again.jsonl")
    assert run.code == 0
    assert marks(fed(reader, "again.jsonl"))[key(2)][0] == key(1)


@pytest.mark.slow
def test_an_address_that_leads_to_an_exact_duplicate_delivers_the_original(build, serve):
    paper, reads = build()
    paper.story(1, body=told("garam"))
    paper.story(2, body=told("garam"))
    paper.publish([1, 2])
    with serve(paper.folder) as server:
        server.redirect(paper.address(3), paper.address(2))
        reader = reads(server.url, "DOWNLOAD_DELAY=0")
        reader()
        run = reader(*asking_for(paper, 3), "-O", "one.jsonl")
    assert (run.code, numbers(fed(reader, "one.jsonl"))) == (0, [1])


def test_asking_for_a_new_address_of_a_stored_text_delivers_the_stored_one(build):
    paper, reads = build()
    reader = reads(paper.folder)
    paper.story(1, body=told("garam"))
    paper.story(2, body=told("garam"))
    paper.publish([1])
    reader()
    run = reader(*asking_for(paper, 2), "-O", "one.jsonl")
    assert len(run.requests) == 1
    assert numbers(fed(reader, "one.jsonl")) == [1]
    assert ledger(reader)[2] == ("duplicate", key(1))
