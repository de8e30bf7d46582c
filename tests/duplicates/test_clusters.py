"""Clusters: which articles are in one, and which is the original."""

from newsscraper.duplicates.clusters import Member, clusters_of

HOUSES = {"kompas": ("Kompas.com", "Kompas"), "detik": ("detikcom",)}


def member(key, hour, credit=None):
    return Member(key, key.partition(":")[0], f"2026-01-20T{hour:02}:00:00+07:00", credit)


def clusters(pairs, *members):
    found = clusters_of(pairs, members, HOUSES)
    return {key: [member.key for member in cluster.members] for key, cluster in found.items()}


def test_articles_are_in_one_cluster_if_a_third_joins_them():
    members = [member(key, hour) for hour, key in enumerate(("a:1", "b:2", "c:3", "d:4", "e:5"))]
    found = clusters([("b:2", "a:1"), ("c:3", "b:2"), ("e:5", "d:4")], *members)
    assert found["a:1"] == found["b:2"] == found["c:3"] == ["a:1", "b:2", "c:3"]
    assert found["e:5"] == ["d:4", "e:5"]


def test_the_original_is_the_earliest_whatever_came_first():
    found = clusters([("a:1", "b:2")], member("a:1", 7), member("b:2", 9))
    assert found["b:2"] == ["a:1", "b:2"]


def test_moments_are_compared_and_not_their_letters():
    late = Member("a:1", "a", "2026-01-20T09:00:00+08:00", None)
    early = Member("b:2", "b", "2026-01-20T08:30:00+07:00", None)
    assert clusters([("a:1", "b:2")], late, early)["a:1"] == ["a:1", "b:2"]


def test_the_original_is_whom_the_others_credit_even_if_it_is_younger():
    members = member("detik:1", 7, "KOMPAS.com"), member("kompas:2", 9)
    assert clusters([("kompas:2", "detik:1")], *members)["detik:1"] == ["kompas:2", "detik:1"]


def test_whoever_credits_another_is_no_original_for_being_credited_too():
    members = member("kompas:1", 9, "Antara"), member("detik:2", 7, "Kompas.com")
    assert clusters([("kompas:1", "detik:2")], *members)["detik:2"] == ["detik:2", "kompas:1"]


def test_a_house_that_credits_itself_is_the_original():
    members = member("kompas:1", 9, "Kompas.com"), member("detik:2", 7, "Kompas.com")
    assert clusters([("kompas:1", "detik:2")], *members)["detik:2"][0] == "kompas:1"


def test_an_agency_that_is_no_publisher_leaves_the_earliest():
    members = member("detik:1", 9, "Antara"), member("kompas:2", 8, "Antara")
    assert clusters([("kompas:2", "detik:1")], *members)["detik:1"][0] == "kompas:2"


def test_the_first_time_of_a_cluster_is_its_earliest_articles():
    found = clusters_of(
        [("detik:1", "kompas:2")],
        [member("detik:1", 7, "Kompas"), member("kompas:2", 9)],
        HOUSES,
    )
    assert found["detik:1"].key == "kompas:2"
    assert found["detik:1"].first_seen == "2026-01-20T07:00:00+07:00"


def test_a_long_chain_is_one_cluster():
    keys = [f"a:{number}" for number in range(5_000)]
    pairs = [*zip(keys[1:], keys, strict=False)]
    assert len(clusters(pairs, *(member(key, 1) for key in keys))["a:0"]) == 5_000
