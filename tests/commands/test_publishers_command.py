"""`scrapy publishers` with the real command line."""

import pytest
from lab.command_line import is_one_line, run
from lab.project import PROJECT

CHECKOUT = ("scrapy.cfg", "README.md", "docs/publishers.md")


@pytest.fixture
def checkout(tmp_path):
    """A folder with what a checkout has of it."""
    (tmp_path / "docs").mkdir()
    for name in CHECKOUT:
        (tmp_path / name).write_bytes((PROJECT / name).read_bytes())
    return tmp_path


def test_it_shows_all_or_one(tmp_path):
    every, one = run(tmp_path, "publishers"), run(tmp_path, "publishers", "kompas")
    assert (every.code, one.code) == (0, 0)
    assert one.out.startswith("kompas: Kompas.com\n  hosts     kompas.com and its subdomains\n")
    assert one.out in every.out
    assert "\n\nmediaindonesia: Media Indonesia\n" in every.out
    assert list(tmp_path.iterdir()) == []


def test_it_tells_what_is_stale_and_writes_it(checkout):
    assert run(checkout, "publishers", "--check") == (0, "", "")
    whole = (checkout / "docs/publishers.md").read_bytes()
    (checkout / "docs/publishers.md").write_text("lama")
    code, out, said = run(checkout, "publishers", "--check")
    hint = "docs/publishers.md is stale; write it anew: scrapy publishers --refresh\n"
    assert (code, out, said) == (1, "", hint)
    assert run(checkout, "publishers", "--refresh") == (0, "", "docs/publishers.md written\n")
    assert (checkout / "docs/publishers.md").read_bytes() == whole
    assert run(checkout, "publishers", "--refresh") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("lain",), "there is no publisher 'lain'; known are "),
        (("detik", "kompas"), "give one publisher"),
        (("--check", "--refresh"), "give one publisher, --check or --refresh, or nothing"),
        (("--chek",), "--chek"),
    ],
)
def test_what_cannot_be_meant_is_one_line(tmp_path, arguments, why):
    code, out, said = run(tmp_path, "publishers", *arguments)
    assert (code, out) == (2, "")
    assert is_one_line(said)
    assert why in said


def test_outside_a_checkout_nothing_can_be_checked(tmp_path):
    code, out, said = run(tmp_path, "publishers", "--check")
    assert (code, out) == (2, "")
    assert is_one_line(said)
    assert "run this in a checkout of the project" in said
