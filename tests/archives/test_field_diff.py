from newsscraper.archives.field_diff import FIELDS, FieldDiff
from newsscraper.items import Article


def article(**values):
    return Article(publisher="koran", url="https://koran.id/1", **values)


def test_a_value_is_gained_lost_or_changed():
    diff = FieldDiff()
    diff.add(
        article(headline="Pasar", authors=[], byline="Ani"),
        article(headline="Pasar", authors=["Ani"]),
    )
    diff.add(
        article(headline="Pasar", authors=["Ani"]), article(headline="Pasar", authors=["Budi"])
    )
    diff.add(article(headline="Pasar"), article(headline="Pasar"))
    authors, byline = diff.rows()
    assert [authors[name] for name in ("field", "compared", "gained", "lost", "changed")] == [
        "authors",
        3,
        1,
        0,
        1,
    ]
    assert byline["lost"] == 1
    assert authors["samples"]["changed"] == [
        {"url": "https://koran.id/1", "before": ["Ani"], "after": ["Budi"]}
    ]


def test_false_is_a_value():
    diff = FieldDiff()
    diff.add(article(), article(free_access=False))
    diff.add(article(free_access=True), article(free_access=False))
    (row,) = diff.rows()
    assert (row["gained"], row["changed"]) == (1, 1)


def test_ten_samples_of_each_way_are_kept():
    diff = FieldDiff()
    for at in range(25):
        diff.add(article(), article(section=str(at)))
    (row,) = diff.rows()
    assert row["gained"] == 25
    assert [each["after"] for each in row["samples"]["gained"]] == list(map(str, range(10)))


def with_text(text, kind="paragraph"):
    parts = [{"kind": kind, "text": text}]
    return article(body=text, body_parts=parts, word_count=len(text.split()), content_hash=text)


def test_what_follows_from_another_field_is_counted_once():
    diff = FieldDiff()
    diff.add(with_text("Satu."), with_text("Dua hari."))
    diff.add(with_text("Satu."), with_text("Satu.", "quote"))
    found = [(row["field"], row["changed"]) for row in diff.rows()]
    assert found == [("body", 1), ("body_parts", 1)]


def test_what_the_store_knows_and_how_a_value_was_found_is_not_compared():
    assert {"key", "revision", "fetched_at", "duplicate_of", "sources", "conflicts"}.isdisjoint(
        FIELDS
    )
    diff = FieldDiff()
    assert not diff.add(article(revision=1, sources={"url": "a"}), article(revision=2))
    assert list(diff.rows()) == []
