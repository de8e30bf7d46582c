"""What most articles of a run have in common is not believed at once, and nothing is lost by it.

A site answers 404, leads to other articles, or home, or shows one text in place of all; then it is
well again, or still the same a day later; or the run that met it was killed.
"""

import json
from datetime import datetime, timedelta

import pytest
from worlds.paper import down, index_page, numbers
from worlds.site import HOME

pytestmark = pytest.mark.slow

UNPACED = ("DOWNLOAD_DELAY=0", "RETRY_TIMES=0")
COUNT = 12
OLDER = down(2, 1)
NUMBERS = down(COUNT + 2, 3)
NEWEST, FEW = NUMBERS[0], NUMBERS[-3:]
NOTICE = "Artikel ini hanya untuk pelanggan. " + "Masuk atau daftar untuk membaca lanjutannya. " * 5
STUB = "Hanya untuk pelanggan."


def earlier(moment, hours):
    """A time of the ledger, if there is one, put back by so many hours."""
    if moment:
        return (datetime.fromisoformat(moment) - timedelta(hours=hours)).isoformat()
    return None


def not_there(server, paper, number):
    server.answers[paper.address(number)] = (404, {}, b"<p>tidak ada</p>")


def leads_to_the_newest(server, paper, number):
    if number != NEWEST:
        server.redirect(paper.address(number), paper.address(NEWEST))


def leads_home(server, paper, number):
    server.redirect(paper.address(number), f"{HOME}/")


def shows(text):
    def show(server, paper, number):
        path = paper.folder / f"{paper.address(number).partition('://')[2]}.html"
        body = path.read_text(encoding="utf-8")
        own = f"Isi berita nomor {number}."
        assert own in body
        headline = body.replace("</h1>", f" {number}</h1>", 1)
        page = headline.replace(own, text).encode()
        server.answers[paper.address(number)] = (200, {"Content-Type": "text/html"}, page)

    return show


FAULTS = {
    "not there": not_there,
    "to the newest": leads_to_the_newest,
    "home": leads_home,
    "notice": shows(NOTICE),
    "stub": shows(STUB),
}
WORDS = {
    "not there": "12 of 12 articles answer 404 or 410",
    "to the newest": "11 of 12 articles lead elsewhere",
    "home": "12 of 12 articles lead elsewhere",
    "notice": "12 of 12 articles have the same text as others",
    "stub": "12 of 12 articles have the same text as others",
}
RARER = {"home", "stub"}
"""Those that are read like another, and are among the slow ones."""
FINAL = {"not there": "gone", "to the newest": "duplicate"}
"""Names of faults -> the state that their articles get when they last."""


class World:
    """A paper of twelve articles behind a server, and its reader, who continues one file."""

    def __init__(self, paper, server, reader):
        self.paper = paper
        self.server = server
        self.reader = reader

    def break_all(self, name):
        for number in NUMBERS:
            FAULTS[name](self.server, self.paper, number)

    def heal(self):
        self.server.answers.clear()

    def read(self, *arguments):
        self.server.requests.clear()
        return self.reader("-o", "all.jsonl", *arguments)

    def let_time_pass(self, hours):
        """Put back by *hours* whatever the ledger waits for."""
        for key, *times in self.reader.ask("SELECT key, next_try, suspected FROM ledger"):
            this = "UPDATE ledger SET next_try = ?, suspected = ? WHERE key = ?"
            self.reader.ask(this, *(earlier(each, hours) for each in times), key)

    def asked_for(self):
        return [url for url in self.server.requests if "/ekonomi/" in url]

    def states(self):
        return {key[-2:]: state for key, state in self.reader.ask("SELECT key, state FROM ledger")}

    def texts(self):
        """Number -> the newest text of the file."""
        lines = (self.reader.folder / "all.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return dict(zip(numbers(rows), [row["body"] for row in rows], strict=True))


@pytest.fixture
def world(build, serve):
    paper, reads = build()
    paper.publish(NUMBERS, per_page=COUNT)
    paper.page("/index", "<h1>Beranda</h1>")
    with serve(paper.folder) as server:
        yield World(paper, server, reads(server.url, *UNPACED))


def faults(names):
    return [pytest.param(name, marks=[pytest.mark.slow] * (name in RARER)) for name in names]


OWN = {number: f"Isi berita nomor {number}." for number in NUMBERS}


@pytest.mark.parametrize("name", faults(FAULTS))
def test_the_run_is_partial_and_says_why_and_all_comes_once_the_site_is_well(world, name):
    world.break_all(name)
    run = world.read()
    assert run.code == 7
    assert f"{WORDS[name]}, which is believed when a run a day later sees the same" in run.last_line
    world.heal()
    run = world.read()
    assert run.code == 0
    assert set(world.states().values()) == {"stored"}
    assert world.texts() == OWN
    world.read()
    assert world.asked_for() == []


@pytest.mark.parametrize("arguments", ["since=2026-01-01", "urls"])
@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.slow
def test_it_is_the_same_for_a_window_and_a_list_of_addresses(world, name, arguments):
    if arguments == "urls":
        arguments = f"urls={','.join(map(world.paper.address, NUMBERS))}"
    world.break_all(name)
    assert world.read("-a", arguments).code == 7
    world.heal()
    world.read("-a", arguments)
    assert world.texts() == OWN
    assert set(world.states().values()) == {"stored"}


@pytest.mark.parametrize("name", faults([*FINAL, "notice", "stub"]))
def test_what_is_the_same_a_day_later_is_believed_and_asked_for_no_more(world, name):
    world.break_all(name)
    world.read()
    world.let_time_pass(hours=23)
    assert world.read().code == 7
    assert len(world.asked_for()) >= COUNT - 1
    world.let_time_pass(hours=2)
    run = world.read()
    assert run.code == 0, run.last_line
    assert len(world.asked_for()) >= COUNT - 1
    states = world.states()
    assert states.pop(str(NEWEST)) in {"stored", FINAL.get(name)}
    assert set(states.values()) <= {FINAL.get(name, "stored"), "duplicate"}
    world.let_time_pass(hours=100)
    assert world.read().code == 0
    assert world.asked_for() == []


@pytest.mark.parametrize("name", faults(FAULTS))
def test_a_kill_in_the_middle_of_it_loses_nothing(world, start_crawl, name):
    world.paper.publish([*NUMBERS, *OLDER], per_page=COUNT)
    world.break_all(name)
    reader = world.reader
    process = start_crawl(*reader.arguments, "-o", "all.jsonl", cwd=reader.folder)
    second = f"{HOME}{index_page(2)}"
    world.server.hook = lambda url: url == second and process.kill()
    process.communicate(timeout=60)
    reader.engine.outwait(reader.folder)
    assert second in world.server.requests, "it was killed behind the articles"
    world.server.hook = lambda url: None
    world.heal()
    for _ in range(2):
        run = world.read()
    assert run.code == 0
    assert {number: text for number, text in world.texts().items() if number in OWN} == OWN
    assert set(world.states().values()) == {"stored"}


@pytest.mark.parametrize("name", FINAL)
def test_few_such_articles_are_believed_and_cost_one_look_more_at_most(world, name):
    for number in FEW:
        FAULTS[name](world.server, world.paper, number)
    assert world.read().code == 0
    run = world.read()
    assert (run.code, len(world.asked_for())) == (0, 3 if name == "not there" else 0)
    assert [world.states()[f"{number:02}"] for number in FEW] == 3 * [FINAL[name]]
    world.read()
    assert world.asked_for() == []
