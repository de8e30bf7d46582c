"""What it means that something could not be had: words for pages, exit codes for runs."""

from enum import IntEnum, StrEnum
from typing import NamedTuple, NewType

from scrapy.exceptions import CloseSpider, DownloadCancelledError, IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

_GONE = frozenset({404, 410})
_REFUSED = frozenset({401, 403, 429, 451})


class Exit(IntEnum):
    """Exit codes of ``scrapy crawl``; the other commands use some of them."""

    COMPLETE = 0
    UNEXPECTED = 1
    BAD_ARGUMENT = 2
    NOT_WRITTEN = 3
    NOTHING_FOUND = 4
    REFUSED = 5
    LAYOUT_CHANGED = 6
    PARTIAL = 7
    HELD = 8
    CHANGED = 9
    STOPPED = 11


class CannotGoOn(CloseSpider):
    """Ends a run: wherever a spider raises it, Scrapy closes the spider without a traceback."""

    def __init__(self, exit_code: Exit, text: str) -> None:
        super().__init__("cannot_go_on")
        self.exit_code = exit_code
        self.text = " ".join(text.split())
        """One line for a person."""

    def __str__(self) -> str:
        return self.text


class Fate(StrEnum):
    """What became of a request that brought no page."""

    GONE = "gone"
    REFUSED = "refused"
    FAILED = "failed"
    NOT_ARTICLE = "not_article"
    """A page without a text: a photo series, a film, a quiz. No failure, and final."""
    PUT_OFF = "put_off"
    """Not asked, and no failure either."""


class Reason(StrEnum):
    """Why a page or an article could not be had, as a word for stats and the ledger."""

    ANOTHER_LIST = "another_list"
    ANOTHER_PUBLISHER = "another_publisher"
    BEHIND_LAST = "behind_last"
    CHALLENGE_PAGE = "challenge_page"
    CUT_OFF = "cut_off"
    ELSEWHERE = "elsewhere"
    EMPTY_PAGE = "empty_page"
    ERROR_PAGE = "error_page"
    IGNORED = "ignored"
    MISSING_FIELDS = "missing_fields"
    NESTED_TOO_DEEP = "nested_too_deep"
    NO_ANSWER = "no_answer"
    NO_ARTICLES = "no_articles"
    NO_NEW_ARTICLES = "no_new_articles"
    NO_NEXT_PAGE = "no_next_page"
    NO_TEXT = "no_text"
    NOINDEX = "noindex"
    NOT_AN_ARTICLE_URL = "not_an_article_url"
    NOT_HTML = "not_html"
    NOT_JSON = "not_json"
    NOT_UNDERSTOOD = "not_understood"
    NOT_WHOLE = "not_whole"
    NOT_XML = "not_xml"
    OTHER_ARTICLE = "other_article"
    OUTSIDE = "outside"
    PRIVATE_ADDRESS = "private_address"
    PROTECTED = "protected"
    REDIRECTED_AWAY = "redirected_away"
    REDIRECTED_TOO_OFTEN = "redirected_too_often"
    REFUSED_TOO_OFTEN = "refused"
    ROBOTS_ERROR = "robots_error"
    ROBOTS_TXT = "robots_txt"
    SAME_TEXT = "same_text"
    SHRUNK = "shrunk"
    STOPPED = "stopped"
    TDM_RESERVED = "tdm_reserved"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    TOO_MANY_ATTRIBUTES = "too_many_attributes"
    TOO_MANY_TAGS = "too_many_tags"
    UNEXPECTED_ERROR = "unexpected_error"
    UNRECOGNISED_TEMPLATE = "unrecognised_template"
    WALL_PAGE = "wall_page"
    XML_ENTITIES = "xml_entities"

    @property
    def words(self) -> str:
        """The reason as words of a sentence."""
        return self.value.replace("_", " ")


OpenReason = NewType("OpenReason", str)
"""A reason that names a status, a field or an error; made by the functions below only."""


def http_reason(status: int) -> OpenReason:
    """Return the reason for an HTTP *status* that is no page."""
    return OpenReason(f"http_{status}")


def missing_reason(field: str) -> OpenReason:
    """Return the reason for an article without a *field* that it must have."""
    return OpenReason(f"no_{field}")


def error_reason(error: BaseException | None) -> OpenReason:
    """Return the reason for an *error* of the network: its name."""
    return OpenReason(type(error).__name__)


class Verdict(NamedTuple):
    """How a request ended, as words of the stats and states of the ledger."""

    fate: Fate
    reason: Reason | OpenReason
    status: int | None = None
    """HTTP status, if there was an answer."""


class Refusal(IgnoreRequest):
    """Raised where downloads are guarded: this page is not to be had, and *verdict* says why."""

    def __init__(self, verdict: Verdict, text: str) -> None:
        super().__init__(text)
        self.verdict = verdict


def verdict_on(error: BaseException | None) -> Verdict:
    """Return what *error*, which a download ended with, means."""
    if isinstance(error, Refusal):
        return error.verdict
    if isinstance(error, HttpError):
        status = error.response.status
        return Verdict(_fate_of(status), http_reason(status), status)
    if isinstance(error, DownloadCancelledError):  # so Scrapy ends what exceeds DOWNLOAD_MAXSIZE
        return Verdict(Fate.FAILED, Reason.TOO_LARGE)
    if isinstance(error, IgnoreRequest):
        return Verdict(Fate.FAILED, _ignored(str(error)))
    return Verdict(Fate.FAILED, error_reason(error))


def _fate_of(status: int) -> Fate:
    if status in _GONE:
        return Fate.GONE
    return Fate.REFUSED if status in _REFUSED else Fate.FAILED


def _ignored(text: str) -> Reason:
    """Tell the middlewares of Scrapy apart that drop requests; all raise the same exception."""
    if "DOWNLOAD_MAXSIZE" in text:
        return Reason.TOO_LARGE
    return Reason.REDIRECTED_TOO_OFTEN if "redirections" in text else Reason.IGNORED
