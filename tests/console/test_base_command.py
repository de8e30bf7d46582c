"""What all commands of the project do alike: one line for whatever is wrong with a call."""

import argparse

import pytest
from scrapy.cmdline import ScrapyArgumentParser
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from newsscraper.console.base_command import BaseCommand, StoreCommand
from newsscraper.failures import CannotGoOn, Exit


class Counting(BaseCommand):
    """A command with one option and one rule."""

    summary = "Count"

    def add_options(self, parser):
        super().add_options(parser)
        parser.add_argument("--number", type=int)

    def check(self, args, opts):
        if args:
            raise UsageError("give no argument")
        if opts.number == 13:
            raise ValueError("13 is not counted")

    def run(self, args, opts):
        raise NotImplementedError


class Blocked(StoreCommand):
    """A command whose store another run holds."""

    summary = "Wait"

    def work(self, args, opts):
        raise CannotGoOn(Exit.HELD, "another run holds it")


def call(command, *arguments):
    """Have *command* read its arguments, as Scrapy does."""
    command.settings = Settings()
    command.settings.setmodule("newsscraper.settings", "project")
    parser = ScrapyArgumentParser()
    command.add_options(parser)
    opts, args = parser.parse_known_args(arguments)
    command.process_options(args, opts)
    return opts


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--number", "x"], "argument --number: invalid int value: 'x'"),
        (["--number"], "argument --number: expected one argument"),
        (["--numb", "7"], "unknown option --numb; scrapy test_base_command -h lists the options"),
        (["--fast"], "unknown option --fast; scrapy test_base_command -h lists the options"),
        (["-s", "X"], "Invalid -s value, use -s NAME=VALUE"),
        (["page.html"], "give no argument"),
        (["-s", "CSV_FORMULA_GUARD=yes"], "CSV_FORMULA_GUARD=yes is not True or False"),
        (
            ["-s", "FEED_EXPORT_ENCODING=x"],
            "FEED_EXPORT_ENCODING=x is no encoding of texts; utf-8 is one",
        ),
        (["-L", "LOUD"], "LOG_LEVEL=LOUD is none of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        (["--number", "13"], "13 is not counted"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_code_2(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        call(Counting(), *arguments)
    assert ended.value.code == 2
    assert capsys.readouterr() == ("", f"newsscraper: {said}\n")


def test_a_file_that_cannot_be_written_is_named_in_one_line_with_code_3(capsys, tmp_path):
    file = tmp_path / "none/pid"
    with pytest.raises(SystemExit) as ended:
        call(Counting(), "--pidfile", str(file))
    assert ended.value.code == 3
    assert capsys.readouterr() == (
        "",
        f"newsscraper: {file} cannot be written: No such file or directory\n",
    )


def test_what_is_right_goes_on_with_scrapys_own_options():
    command = Counting()
    assert call(command, "--number", "7", "-s", "X=1", "-L", "INFO").number == 7
    assert command.project_settings["X"] == "1"
    assert command.project_settings["LOG_LEVEL"] == "INFO"


def test_a_command_belongs_to_the_project():
    assert Counting.requires_project
    assert StoreCommand.requires_project
    assert not StoreCommand.requires_crawler_process


def test_a_store_that_cannot_be_used_ends_with_its_own_exit_code(capsys):
    with pytest.raises(SystemExit) as ended:
        Blocked().run([], argparse.Namespace())
    assert ended.value.code == Exit.HELD
    assert capsys.readouterr().err == "newsscraper: another run holds it\n"
