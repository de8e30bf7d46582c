"""The order of the house: rooms on floors, names, sizes, and each room with its tests."""

import pytest
from lab.house import (
    House,
    circles,
    climbing,
    copies,
    faces,
    functions,
    large_modules,
    long_functions,
    loose,
    median_length,
    reaches,
    twins,
    untested,
)
from lab.project import PROJECT

HOUSE = House(PROJECT / "newsscraper")
TESTS = PROJECT / "tests"

FLOORS = {
    "commands": 9,
    "api": 9,
    "console": 8,
    "spiders": 7,
    "pipelines": 7,
    "progress": 7,
    "report_page": 7,
    "archives": 7,
    "crawl": 6,
    "replay": 6,
    "reports": 6,
    "feeds": 5,
    "article": 5,
    "duplicates": 5,
    "downloader": 5,
    "drift": 5,
    "store": 4,
    "publisher": 4,
    "roads": 3,
    "page": 2,
    "messages": 2,
    "normalize": 1,
    "items": 1,
    "window": 1,
    "failures": 1,
    "signals": 1,
    "settings": 0,
}
"""Room, or module at the top -> its floor. A room imports from floors below its own alone."""

AT_THE_TOP = {
    "__init__.py",
    "failures.py",
    "items.py",
    "pipelines.py",
    "py.typed",
    "settings.py",
    "signals.py",
    "window.py",
}

MOST_LINES, MEDIAN_LINES, MOST_OF_A_FUNCTION = 250, 90, 25
SHARED_LINES = 6
"""As many equal lines in a row are a copy: what publishers share is a base of theirs."""

LONG_FUNCTIONS = {
    "crawl.walk.Walk.__init__": "a line and a meaning for each thing that a walk knows",
    "api.stored_articles.articles": "its description is all that a reader of a notebook has",
}
"""Function that has more lines all the same -> why."""


# --- Floors ---------------------------------------------------------------------------------------


def test_a_room_imports_from_floors_below_its_own_alone():
    assert climbing(HOUSE, FLOORS) == []


def test_no_modules_import_one_another_in_a_circle():
    assert circles(HOUSE) == []


def test_the_settings_import_nothing():
    assert HOUSE.imports["settings"] == set()


# --- Rooms ----------------------------------------------------------------------------------------


def test_the_face_of_each_room_is_one_sentence():
    assert faces(HOUSE) == []


def test_nothing_lies_at_the_top_but_scrapys_names_and_the_vocabulary():
    assert loose(HOUSE, AT_THE_TOP) == []


def test_no_floor_is_without_its_room():
    assert FLOORS.keys() - {module.room for module in HOUSE.modules.values()} == set()


# --- Names and sizes ------------------------------------------------------------------------------


def test_no_two_modules_and_no_two_classes_share_a_name_or_differ_by_a_plural():
    assert twins(HOUSE, exempt="commands") == []


def test_no_module_is_large():
    assert large_modules(HOUSE, MOST_LINES) == []


def test_half_of_the_modules_are_read_in_a_minute():
    assert median_length(HOUSE) <= MEDIAN_LINES


def test_a_long_function_has_its_reason():
    assert sorted(long_functions(HOUSE, MOST_OF_A_FUNCTION)) == sorted(LONG_FUNCTIONS)
    assert all(LONG_FUNCTIONS.values())


# --- Copies ---------------------------------------------------------------------------------------


def test_no_two_publishers_share_six_lines():
    assert copies(HOUSE, "spiders", SHARED_LINES) == []


# --- Tests ----------------------------------------------------------------------------------------


def test_each_module_is_imported_by_a_test_in_the_folder_of_its_room():
    assert untested(HOUSE, TESTS, commands="commands") == []


def test_no_test_reaches_into_a_private_name():
    assert list(reaches(HOUSE, TESTS)) == []


# --- Each of these can fail -----------------------------------------------------------------------


@pytest.fixture
def build(tmp_path):
    """Return a function that builds a package, `toko`, from paths and sources."""

    def built(sources):
        for name, source in ({"__init__": '"""A shop."""'} | sources).items():
            path = tmp_path / "toko" / f"{name.replace('.', '/')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        return House(tmp_path / "toko")

    return built


SHOP = {"attic": 3, "hall": 2, "porch": 2, "cellar": 1}


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("cellar.jars", "from toko.hall.lamps import Lamp"),
        ("cellar.jars", "from toko.hall import lamps"),
        ("cellar.jars", "import toko.hall.lamps"),
        ("cellar.jars", "from ..hall import lamps"),
        ("cellar.jars", "def light():\n    from toko.hall.lamps import Lamp"),
        ("cellar.jars", "if TYPE_CHECKING:\n    from toko.hall.lamps import Lamp"),
        ("cellar", "from toko.hall.lamps import Lamp"),
        ("porch.mats", "from toko.hall.lamps import Lamp"),
        ("porch", "from toko.hall.lamps import Lamp"),
    ],
)
def test_an_import_from_above_or_from_the_same_floor_is_named(build, name, source):
    house = build({"hall.lamps": "class Lamp: ...", name: source})
    own = SHOP[name.partition(".")[0]]
    assert climbing(house, SHOP) == [f"{name} ({own}) imports hall.lamps (2)"]


def test_imports_from_below_and_within_a_room_are_good(build):
    house = build(
        {
            "cellar.jars": "import os",
            "hall.lamps": "from toko.cellar.jars import Jar",
            "hall.stairs": "from .lamps import Lamp\nfrom . import lamps",
            "attic.trunks": "from toko import hall\nfrom toko.hall.stairs import Stair",
        }
    )
    assert climbing(house, SHOP) == []
    assert house.imports["hall.stairs"] == {"hall.lamps"}
    assert circles(house) == []


def test_a_room_on_no_floor_is_named(build):
    assert climbing(build({"shed.tools": ""}), SHOP) == ["shed is on no floor"]


def test_a_circle_is_named_however_long_it_is(build):
    house = build(
        {
            "hall.a": "from toko.hall import b",
            "hall.b": "def late():\n    import toko.hall.c",
            "hall.c": "from toko.hall.a import d",
            "hall.e": "from toko.hall import a",
        }
    )
    assert circles(house) == ["hall.a and hall.b and hall.c"]


@pytest.mark.parametrize(
    ("face", "words"),
    [
        ("", "something else"),
        ('"""Lamps."""\nfrom toko.hall.lamps import Lamp', "something else"),
        ('"""Lamps. And stairs."""', "more than a sentence"),
        ('"""Lamps"""', "or less"),
    ],
)
def test_a_face_that_is_not_one_sentence_is_named(build, face, words):
    [complaint] = faces(build({"hall.__init__": face}))
    assert complaint.startswith("toko/hall/__init__.py")
    assert words in complaint


def test_a_room_without_a_face_is_named(build):
    assert len(faces(build({"hall.lamps": ""}))) == 1


def test_a_loose_file_is_named(build):
    house = build({"bucket": ""})
    assert loose(house, {"__init__.py"}) == ["bucket.py lies at the top"]
    assert loose(house, {"__init__.py", "bucket.py"}) == []


@pytest.mark.parametrize(
    ("sources", "count"),
    [
        ({"hall.lamp": "", "cellar.lamp": ""}, 1),
        ({"hall.lamp": "", "cellar.lamps": ""}, 1),
        ({"hall.story": "", "cellar.stories": ""}, 1),
        ({"hall.a": "class Lamp: ...", "cellar.b": "class Lamps: ..."}, 1),
        ({"hall.a": "class Lamp: ...", "cellar.b": "class B:\n    class _Lamp: ..."}, 1),
        ({"hall.a": "class Lamp: ...\nclass Glass: ...", "cellar.lamp": "class Glas: ..."}, 0),
        ({"hall.lamp": "class A: ...", "street.lamp": "class A: ..."}, 0),
    ],
)
def test_twins_are_named(build, sources, count):
    assert len(twins(build(sources), exempt="street")) == count


def test_large_modules_and_long_functions_are_named(build):
    body = "\n".join("        pass" for _ in range(9))
    house = build({"hall.a": f"class A:\n    def b(self):\n{body}\n", "hall.c": "pass\n"})
    assert large_modules(house, 10) == ["hall.a has 11 lines"]
    assert large_modules(house, 11) == []
    assert long_functions(house, 9) == ["hall.a.A.b"]
    assert long_functions(house, 10) == []
    assert median_length(house) == 6
    nested = "if x:\n    async def a():\n        def b(): ...\n"
    assert list(functions(build({"hall.d": nested}).modules["hall.d"].tree)) == [
        ("a", 2),
        ("a.b", 1),
    ]


LAMP = "a = 1\n\n{}b = 2\nc = 3\n"


@pytest.mark.parametrize(
    ("sources", "complaints"),
    [
        ({"hall.x": LAMP, "hall.y": f"z = 0\n{LAMP}"}, ["hall.x and hall.y share: a = 1"]),
        (
            {"hall.x": LAMP, "hall.y": LAMP.format("import os\n")},
            ["hall.x and hall.y share: a = 1"],
        ),
        ({"hall.x": LAMP, "hall.y": LAMP.format("d = 4\n")}, []),
        ({"hall.x": LAMP, "cellar.y": LAMP}, []),
        ({"hall.x": LAMP * 2}, []),
        (
            {
                "hall.x": "import a\nimport b\nimport c\n",
                "hall.y": "import a\nimport b\nimport c\n",
            },
            [],
        ),
    ],
)
def test_what_was_copied_within_a_room_is_named(build, sources, complaints):
    house = build({name: source.replace("{}", "") for name, source in sources.items()})
    assert copies(house, "hall", 3) == complaints


def test_a_module_is_tested_by_an_import_in_the_folder_of_its_room(build, tmp_path):
    names = ("hall.lamps", "hall.stairs", "street.sell", "street.buy", "bell", "door")
    house = build(dict.fromkeys(names, ""))
    tests = tmp_path / "tests"
    for name, source in {
        "hall/test_lamps": "from toko.hall.lamps import Lamp",
        "hall/helper": "from toko.hall.stairs import Stair",
        "street/test_sell": 'run("sell --all")',
        "street/test_other": "from toko.street import buy\nfrom toko import door",
        "test_bell": "import toko.bell",
    }.items():
        path = tests / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    assert untested(house, tests, commands="street") == [
        "door is imported by no test in tests",
        "hall.stairs is imported by no test in hall",
        "street.buy is imported by no test in street",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "from toko.hall.lamps import _wick",
        "lamp._oil = 1",
        "lamps._wick()",
        "self.lamp._trim()",
        'monkeypatch.setattr(lamps, "_wick", None)',
        'monkeypatch.setattr("toko.hall.lamps._wick", None)',
        "class Mine(Lamp):\n    def x(self):\n        self._trim()",
    ],
)
def test_a_reach_into_a_private_name_is_named(build, tmp_path, source):
    lamps = "def _wick(): ...\nclass Lamp:\n    def _trim(self):\n        self._oil = 0"
    house = build({"hall.lamps": lamps})
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_lamps.py").write_text(source)
    assert [each.partition(" ")[0] for each in reaches(house, tmp_path / "tests")] == [
        "test_lamps.py"
    ]


def test_private_names_of_others_and_own_ones_are_no_reaches(build, tmp_path):
    house = build({"hall.lamps": "def _wick(): ...\ndef __dir__(): ..."})
    (tmp_path / "tests").mkdir()
    source = "def _wick(): ...\nhere._wick()\nrow._replace(a=1)\nprint('a _wick')\nx.__dir__()"
    (tmp_path / "tests/test_lamps.py").write_text(source)
    assert reaches(house, tmp_path / "tests") == []
