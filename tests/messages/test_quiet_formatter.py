import logging
import sys

from newsscraper.messages.quiet_logs import QuietFormatter


def formatted(text, *arguments):
    try:
        raise ValueError("ftp://redaksi:rahasia@127.0.0.1/\x1b[2J")
    except ValueError:
        error = sys.exc_info()
    record = logging.LogRecord("koran", logging.ERROR, "", 1, text, arguments, error)
    return QuietFormatter(logging.Formatter("%(levelname)s: %(message)s")).format(record)


def test_a_record_is_formatted_as_before_but_cleaned_its_traceback_too():
    first, *traceback = formatted("Gave up %s", "https://a.id/?token=rahasia now\x07").splitlines()
    assert first == "ERROR: Gave up https://a.id/?token=*** now\\x07"
    assert traceback[-1] == "ValueError: ftp://***@127.0.0.1/\\x1b[2J"
