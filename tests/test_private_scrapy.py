"""What the project uses of its libraries that they do not promise to keep.

Each use is a row of `USES`, with the reason and a check that the library still has it. A scan of
the package finds private names that are in no row, and rows that nothing needs any more.
"""

import ast
import io
import logging
import pkgutil
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from inspect import isclass, isfunction, signature
from pathlib import Path
from types import MethodType
from typing import NamedTuple

import pytest
from scrapy import Request, Spider, cmdline
from scrapy.commands import ScrapyCommand
from scrapy.contracts import Contract, ContractsManager
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.responsetypes import responsetypes
from scrapy.utils import log
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.interfaces import IReactorPluggableNameResolver
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock
from twisted.web.client import HTTPConnectionPool
from warcio.archiveiterator import ArchiveIterator
from zope.interface import implementer

import newsscraper
from newsscraper.commands import dedup
from newsscraper.downloader.handlers import FencedReactor

PACKAGE = Path(newsscraper.__file__).parent
LIBRARIES = ("scrapy", "twisted", "warcio", "itemloaders", "protego")

DOCUMENTED = {"_asdict", "_replace", "_fields", "_make", "_mapping"}
"""Of named tuples and of SQLAlchemy's rows: the underscore keeps them apart from fields."""


class Use(NamedTuple):
    """One thing that a library has, but does not promise."""

    package: str
    what: str
    """A private name is its last part; the others are public, but nowhere described."""
    why: str
    where: str
    """The module that uses it."""
    is_there: Callable[[], bool]

    @property
    def name(self):
        return self.what.rpartition(".")[2]


def handler():
    return HTTP11DownloadHandler(Crawler(Spider, init_reactor=False))


def key_of(url, **meta):
    """The key under which Scrapy asks its pool for a connection to *url*."""
    keys = []
    asked = handler()
    asked._pool.getConnection = lambda key, endpoint: (keys.append(key), Deferred())[1]
    downloading = asked.download_request(Request(url, meta=meta))
    with suppress(Exception):  # it cannot go on without a running reactor
        downloading.send(None)
    downloading.close()
    return keys[0]


def is_key_as_expected():
    plain, tunnel = key_of("https://a.id/"), key_of("https://a.id/", proxy="http://p.id:1")
    through = key_of("http://a.id/", proxy="http://p.id:1")
    is_plain = plain == (b"https", b"a.id", 443, None)
    return is_plain and len(tunnel) == 7 and through[0] == b"http-proxy"


def is_pool_asked():
    asks = list(signature(HTTPConnectionPool.getConnection).parameters)
    return isinstance(handler()._pool, HTTPConnectionPool) and asks == ["self", "key", "endpoint"]


def names_in(function):
    """The names that *function* and the functions within it use."""
    codes, names = [function.__code__], set()
    while codes:
        code = codes.pop()
        names.update(code.co_names)
        codes += [each for each in code.co_consts if hasattr(each, "co_names")]
    return names


def is_callback_a_method():
    given = []

    class Noting(Contract):
        name = "noting"

        def adjust_request_args(self, args):
            given.append(args["callback"])
            return args

    class Noted(Spider):
        name = "noted"

        def parse(self, response):
            """@noting"""

    ContractsManager([Noting]).from_method(Noted().parse, None)
    return isinstance(given[0], MethodType) and isinstance(given[0].__self__, Noted)


def is_endpoint_content():
    """Tell whether Twisted's endpoint connects by what the fenced reactor has, and no more."""
    used = []

    @implementer(IReactorPluggableNameResolver)
    class NotingReactor:
        def __getattr__(self, name):
            used.append(name)
            return getattr(real, name)

    real = MemoryReactorClock()
    HostnameEndpoint(NotingReactor(), b"a.id", 80).connect(Factory())
    return {"connectTCP", "callLater"} <= set(used) <= set(dir(FencedReactor(real)))


def is_error_said_by_parser():
    def refuse(reason):
        raise SystemExit(reason)

    parser = cmdline.ScrapyArgumentParser()
    parser.error = refuse
    parser.add_argument("--number", type=int)
    with pytest.raises(SystemExit, match="invalid int value"):
        parser.parse_known_args(["--number", "x"])
    return True


def is_only_own_commands():
    found = cmdline._iter_command_classes("newsscraper.commands")
    return dedup.Command in found and ScrapyCommand not in found


def is_handler_known():
    return log.get_scrapy_root_handler() is None or isinstance(
        log.get_scrapy_root_handler(), logging.Handler
    )


USES = [
    Use(
        "scrapy",
        "HTTP11DownloadHandler._pool",
        "The pace has to know when a connection stands, and the fence who is connected to.",
        "downloader/handlers.py",
        is_pool_asked,
    ),
    Use(
        "scrapy",
        "HTTP11DownloadHandler._contextFactory",
        "A fenced connection keeps the TLS policy that the settings ask for.",
        "downloader/handlers.py",
        lambda: hasattr(handler()._contextFactory, "creatorForNetloc"),
    ),
    Use(
        "scrapy",
        "key of a connection in the pool",
        "By it the fence knows a proxy that the user configured, which may be anywhere.",
        "downloader/handlers.py",
        is_key_as_expected,
    ),
    Use(
        "twisted",
        "HostnameEndpoint: what it uses of its reactor",
        "The fenced reactor has connectTCP, callLater, seconds and nameResolver.",
        "downloader/handlers.py",
        is_endpoint_content,
    ),
    Use(
        "scrapy",
        "RobotsTxtMiddleware.robot_parser",
        "The one judgement per host takes its place: `process_request` has to ask it.",
        "downloader/robots.py",
        lambda: "robot_parser" in names_in(RobotsTxtMiddleware.process_request.__wrapped__),
    ),
    Use(
        "scrapy",
        "responsetypes.mimetypes",
        "Scrapy's table knows .rss, .atom and .7z on every machine; Python's does not.",
        "replay/folder.py",
        lambda: responsetypes.mimetypes.guess_type("a.rss")[0] == "application/rss+xml",
    ),
    Use(
        "scrapy",
        "callback.__self__",
        "A contract is told no spider, but given one of its methods.",
        "console/contracts.py",
        is_callback_a_method,
    ),
    Use(
        "scrapy",
        "log.get_scrapy_root_handler, log.install_scrapy_root_handler",
        "The log is cleaned of secrets, and its first line comes before Scrapy's own.",
        "messages/quiet_logs.py",
        lambda: (
            is_handler_known()
            and list(signature(log.install_scrapy_root_handler).parameters) == ["settings"]
        ),
    ),
    Use(
        "scrapy",
        "ScrapyArgumentParser.error",
        "Scrapy makes the parser; a command can only say in whose place it speaks.",
        "console/base_command.py",
        is_error_said_by_parser,
    ),
    Use(
        "scrapy",
        "cmdline: which classes are commands",
        "A base class of commands lies in another room, or Scrapy would take it for one.",
        "console/base_command.py",
        is_only_own_commands,
    ),
    Use(
        "warcio",
        "ArchiveIterator.err_count",
        "warcio prints what it finds wrong between records, and raises nothing.",
        "replay/warc.py",
        lambda: ArchiveIterator(io.BytesIO()).err_count == 0,
    ),
]


@pytest.mark.parametrize("use", USES, ids=[use.what for use in USES])
def test_what_the_project_uses_beyond_the_promises_of_its_libraries_is_there(use):
    where = f"see newsscraper/{use.where}. {use.why}"
    gone = f"{use.package} {version(use.package)} no longer has {use.what} as it was: {where}"
    try:
        is_there = use.is_there()
    except Exception as error:
        pytest.fail(f"{gone} ({error!r})")
    assert is_there, gone


def is_private(name):
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED


def own_names(tree):
    """The names that a module gives to what it defines itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def private_uses(text):
    """Yield the line and name of each private name that a module uses and does not define.

    What a module defines itself may be meant for another object of the same name; types would be
    needed to tell.
    """
    tree = ast.parse(text)
    own = set(own_names(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in own:
            yield node.lineno, node.attr
        if isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(each.name for each in node.names)]
            yield from ((node.lineno, name) for name in names if is_private(name))


def modules():
    return {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}


def test_no_module_uses_a_private_name_that_is_not_in_the_table():
    allowed = {(use.where, use.name) for use in USES}
    found = [
        f"newsscraper/{module}:{line} uses {name}: is there no public way? Else add it to USES"
        for module, path in modules().items()
        for line, name in private_uses(path.read_text(encoding="utf-8"))
        if (module, name) not in allowed
    ]
    assert found == []


def test_no_row_of_the_table_is_left_over():
    for use in USES:
        text = modules()[use.where].read_text(encoding="utf-8")
        if is_private(use.name):
            assert use.name in {name for _, name in private_uses(text)}, f"{use.what}: remove it"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("crawler.engine._slot", ["_slot"]),
        ("self._pool.get()", ["_pool"]),
        ("super()._create_crawler(x)", ["_create_crawler"]),
        ("from scrapy.utils._decorators import one", ["_decorators"]),
        ("from scrapy.utils.log import _get_handler", ["_get_handler"]),
        ("self._own = 1\nself._own", []),
        ("def _own(): ...\nself._own()", []),
        ("row._replace(a=1), type(x).__name__", []),
    ],
)
def test_the_scan_sees_private_names_of_others(text, names):
    assert [name for _, name in private_uses(text)] == names


def test_no_class_overrides_a_private_method_of_a_library():
    found = []
    for module in pkgutil.walk_packages([str(PACKAGE)], "newsscraper."):
        for name, kind in vars(import_module(module.name)).items():
            if isclass(kind) and kind.__module__ == module.name:
                found += [f"{module.name}.{name}.{each}" for each in overridden(kind)]
    assert found == []


def overridden(kind):
    """The private methods of *kind* that one of its bases in a library has, too."""
    bases = [base for base in kind.__mro__ if base.__module__.startswith(LIBRARIES)]
    for name, value in vars(kind).items():
        if is_private(name) and isfunction(value):
            yield from (name for base in bases if name in vars(base))
