"""`scrapy genspider` writes a publisher that loads, and refuses to write another spider."""

import re
import shutil
import subprocess
import sys

import pytest
from lab.command_line import is_one_line, run
from lab.project import PROJECT, own_environment


@pytest.fixture
def project(tmp_path):
    """A copy of the project, without its pages."""
    shutil.copytree(
        PROJECT / "newsscraper",
        tmp_path / "newsscraper",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    shutil.copy(PROJECT / "scrapy.cfg", tmp_path)
    return tmp_path


def in_copy(project, *arguments):
    """Run `scrapy ARGUMENTS` with the copied package."""
    process = subprocess.run(
        [sys.executable, "-W", "error", "-m", "scrapy", *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        env=own_environment() | {"PYTHONPATH": str(project)},
    )
    return process.returncode, process.stdout, process.stderr


def test_what_it_writes_is_a_publisher_with_every_fact(project):
    code, out, said = in_copy(project, "genspider", "koran_kita", "koran-kita.example")
    assert (code, said) == (0, "")
    module = project / "newsscraper" / "spiders" / "koran_kita.py"
    assert out == f"{module} is written: scrapy publishers koran_kita\n"
    text = module.read_text(encoding="utf-8")
    assert not re.search(r"\$[a-z{]", text), "each word of the template is filled in"
    assert not [line for line in text.splitlines() if len(line) > 80 and "koran-kita" in line]
    code, out, said = in_copy(project, "publishers", "koran_kita")
    assert (code, said) == (0, "")
    assert out.startswith("koran_kita: Koran Kita\n  hosts     koran-kita.example\n")


@pytest.mark.slow
def test_a_class_that_is_there_is_replaced_by_force_alone(project):
    module = project / "newsscraper" / "spiders" / "koran_kita.py"
    assert in_copy(project, "genspider", "koran_kita", "koran-kita.example")[0] == 0
    text = module.read_text(encoding="utf-8")
    module.write_text(text + "# mine\n")
    again = in_copy(project, "genspider", "koran_kita", "koran-kita.example")
    assert again[:2] == (2, "")
    assert f"there is a spider 'koran_kita'; --force replaces {module}" in again[2]
    assert module.read_text().endswith("# mine\n")
    assert in_copy(project, "genspider", "--force", "koran_kita", "koran-kita.example")[0] == 0
    assert module.read_text(encoding="utf-8") == text


@pytest.mark.slow
def test_a_spider_that_is_no_publisher_is_called_one(project):
    text = "import scrapy\n\nclass Other(scrapy.Spider):\n    name = 'other'\n"
    (project / "newsscraper" / "spiders" / "other.py").write_text(text)
    code, out, said = in_copy(project, "crawl", "other")
    assert (code, out) == (2, "")
    assert is_one_line(said)
    assert "'other' is a spider, but no publisher: derive it from NewsSpider" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("-t", "basic", "koran", "koran.example"), "there is no template 'basic'"),
        (("--dump", "crawl"), "there is no template 'crawl'"),
        (("koran",), "give a name and a domain: scrapy genspider koran koran.example"),
        (("Koran-Kita", "koran.example"), "'Koran-Kita' is no name"),
        (("koran", "https://koran.example/"), "'https://koran.example/' is no domain"),
        (("koran", "koran"), "'koran' is no domain"),
        (("9koran", "koran.example"), "'9koran' is no name"),
        (("detik", "detik.com"), "there is a spider 'detik'; --force replaces "),
        (("--force", "base", "base.example"), "base.py is shared by spiders; give another name"),
        (("wordpress", "koran.example"), "wordpress.py is shared by spiders; give another name"),
    ],
)
def test_what_makes_no_publisher_is_one_line(tmp_path, arguments, why):
    code, out, said = run(tmp_path, "genspider", *arguments)
    assert (code, out) == (2, "")
    assert is_one_line(said)
    assert why in said


def test_it_shows_its_template(tmp_path):
    code, out, _ = run(tmp_path, "genspider", "--list")
    assert (code, out) == (0, "publisher\n")
    code, out, _ = run(tmp_path, "genspider", "--dump", "publisher")
    assert code == 0
    assert "class $classname(NewsSpider):" in out
