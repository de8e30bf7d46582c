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
