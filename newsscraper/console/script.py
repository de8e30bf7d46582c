"""The command `newsscraper`: Scrapy's command line with the project's settings, in any folder."""

import os


def main() -> None:
    """Run a command; ends the process with its exit code.

    The settings are the project's even where another project's ``scrapy.cfg`` lies.
    """
    os.environ["SCRAPY_SETTINGS_MODULE"] = "newsscraper.settings"
    from scrapy.cmdline import execute  # it reads the environment

    execute()
