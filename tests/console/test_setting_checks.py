"""Settings that would end a command with a traceback are refused before it."""

import pytest
from scrapy.settings import Settings

from newsscraper.console.setting_checks import check_guards, check_values


def check_settings(settings):
    check_values(settings)
    check_guards(settings)


def settings_with(**given):
    settings = Settings()
    settings.setmodule("newsscraper.settings", "project")
    settings.setdict(given, "cmdline")
    return settings


def test_the_settings_of_the_project_can_be_used():
    check_settings(settings_with())
    check_settings(settings_with(LOG_LEVEL="DEBUG", DOWNLOAD_DELAY="0.5", FIRST_RUN_PAGES="7"))
    check_settings(settings_with(FEED_LOCK_WAIT="0.5"))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("FIRST_RUN_PAGES", "0", "FIRST_RUN_PAGES=0 is not a whole number from 1 to 100000"),
        ("RELATED_MAX_AGE_DAYS", "-1", "RELATED_MAX_AGE_DAYS=-1 is not a whole number from 0"),
        ("NEAR_DUPLICATE_DAYS", "¹", "is not a whole number"),
        ("NEAR_DUPLICATE_SIMILARITY", "1.1", "is not a number above 0 and up to 1"),
        ("NEAR_DUPLICATE_SIMILARITY", None, "is not a number above 0 and up to 1"),
        ("FEED_LOCK_WAIT", "-1", "FEED_LOCK_WAIT=-1 is not a number of seconds from 0 up"),
        ("FEED_LOCK_WAIT", "inf", "is not a number of seconds"),
        ("FEED_LOCK_WAIT", None, "is not a number of seconds"),
        ("LOGSTATS_INTERVAL", "-1", "LOGSTATS_INTERVAL=-1 is not a number of seconds from 0 up"),
        ("PROGRESS", "loud", "PROGRESS=loud is none of auto, lines, off"),
        ("PROGRESS", "", "PROGRESS= is none of auto, lines, off"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL=LOUD is none of DEBUG, INFO"),
        ("DOWNLOAD_TIMEOUT", "soon", "DOWNLOAD_TIMEOUT=soon is not a number"),
        ("ROBOTSTXT_OBEY", "maybe", "ROBOTSTXT_OBEY=maybe is not True or False"),
        ("TDM_RESPECT", "maybe", "TDM_RESPECT=maybe is not True or False"),
        ("RETRY_ENABLED", "False", "RETRY_ENABLED=False takes a guard away"),
        ("JOBDIR", "job", "JOBDIR is not needed"),
        ("CSV_FORMULA_GUARD", "maybe", "CSV_FORMULA_GUARD=maybe is not True or False"),
        ("CSV_SEPARATOR", ";;", "CSV_SEPARATOR=;; is none of , ; | and a tab"),
        ("CSV_SEPARATOR", "", "CSV_SEPARATOR= is none of"),
        ("FEED_EXPORT_ENCODING", "klingon", "FEED_EXPORT_ENCODING=klingon is no encoding"),
        ("FEED_EXPORT_ENCODING", "rot13", "FEED_EXPORT_ENCODING=rot13 is no encoding"),
        ("DOWNLOAD_MAXSIZE", "1.5", "DOWNLOAD_MAXSIZE=1.5 is not a whole number from 0 to"),
        ("DOWNLOAD_MAXSIZE", "-5", "DOWNLOAD_MAXSIZE=-5 is not a whole number"),
        ("FEED_EXPORT_BATCH_ITEM_COUNT", "-3", "BATCH_ITEM_COUNT=-3 is not a whole number"),
        ("COMPRESSION_ENABLED", "0", "COMPRESSION_ENABLED=False takes a guard away"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_one_line(name, value, said):
    with pytest.raises(ValueError, match=name) as wrong:
        check_settings(settings_with(**{name: value}))
    assert said in str(wrong.value)
    assert "\n" not in str(wrong.value)
