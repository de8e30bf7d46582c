"""What all roads have in common, where none says anything else."""

from datetime import date

from newsscraper.roads.any_road import Road
from newsscraper.roads.index import Index
from newsscraper.window import Window

URL = "https://mediaindonesia.com/indeks"


def test_a_road_begins_at_its_own_url_and_knows_no_days():
    road = Road(URL)
    assert road.first_page(Window(), date(2026, 1, 20)) == URL
    assert road.day_of(URL) is None
    assert road.begins_list(URL)
    assert not road.is_further(URL, URL)


def test_a_road_by_section_stands_for_one_per_section():
    fronts = Index("https://mediaindonesia.com/{section}")
    urls = [road.url for road in fronts.by_section(["ekonomi", "olahraga"])]
    assert urls == ["https://mediaindonesia.com/ekonomi", "https://mediaindonesia.com/olahraga"]
    assert list(Index(URL).by_section(["ekonomi"])) == [Index(URL)]


def test_a_section_may_have_a_number_in_the_address_of_its_index():
    numbers = {"nasional": "3", "ekonomi": "5"}
    fronts = Index("https://berita.example/{section}/indeks/{number}", numbers)
    urls = [road.url for road in fronts.by_section(["ekonomi", "nasional"])]
    assert urls == [
        "https://berita.example/ekonomi/indeks/5",
        "https://berita.example/nasional/indeks/3",
    ]
