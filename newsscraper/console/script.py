"""The command `newsscraper`: Scrapy's command line with the project's settings, in any folder."""

import os
import sys


def main() -> None:
    """Run a command; ends the process with its exit code.

    The settings are the project's even where another project's ``scrapy.cfg`` lies.
    """
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newsscraper.settings"
    try:
        from scrapy.cmdline import execute  # it reads the environment

        from newsscraper.messages.hints import note_script

        note_script()
        execute()
    except KeyboardInterrupt:  # before there is anybody to hear it, as while modules load
        print("newsscraper: stopped by a signal", file=sys.stderr)
        sys.exit(11)
