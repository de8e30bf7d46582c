"""Reads the pages of a WARC file with one program, as often as it is told to.

    PYTHON tests/benchmarks/reading.py PROGRAM FILE.warc.gz [--whole | --count]

PYTHON is that of the environment in which PROGRAM is installed: nothing else is imported.
First a line tells that the program is ready. Each line of stdin lets it read all pages once; the
answer is a line with the milliseconds of CPU time per page, and the share of pages in which it
found a text. Pages lie in memory; with `--whole` unpacking the file counts, too.

With `--count` all pages are read once by a process that has read them before. Run below a counter
of instructions: of the three processes that tell, the first did nothing since, the second read.
"""

import argparse
import gzip
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import process_time

Read = Callable[[str, bytes], object]
"""Reads a page, and returns its text; nothing, if it found none."""


def newsscraper() -> Read:
    """Return the reading of this project."""
    from extract import Page, extracted

    return lambda url, body: extracted(Page("", url, body)).body


def bare_lxml() -> Read:
    """Return the parsing of a page, and no more."""
    from lxml.html import document_fromstring

    return lambda url, body: document_fromstring(body).tag


def fundus() -> Read:
    """Return Fundus' reading, by its own parser of Media Indonesia."""
    from fundus import PublisherCollection

    parser = PublisherCollection.id.MediaIndonesia.parser()
    return lambda url, body: parser.parse(body.decode(), "suppress").get("body")


def trafilatura() -> Read:
    """Return trafilatura's reading, metadata included."""
    from trafilatura import bare_extraction

    def read(url: str, body: bytes) -> object:
        found = bare_extraction(body, url=url, with_metadata=True)
        return found and found.text

    return read


def newspaper4k() -> Read:
    """Return newspaper4k's reading; it asks nobody for images."""
    from newspaper import Article

    def read(url: str, body: bytes) -> object:
        article = Article(url, language="id", fetch_images=False)
        article.download(input_html=body)
        article.parse()
        return article.text

    return read


PROGRAMS = {
    "newsscraper": newsscraper,
    "lxml": bare_lxml,
    "fundus": fundus,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper4k,
}


def pages(file: Path) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of the pages of a WARC file, which are not packed again."""
    with gzip.open(file) as stream:
        while stream.readline():
            lines = iter(stream.readline, b"\r\n")
            headers = dict(line.decode().strip().split(": ", 1) for line in lines)
            block = stream.read(int(headers["Content-Length"]))
            stream.read(4)
            if headers["WARC-Type"] == "response":
                yield headers["WARC-Target-URI"], block.partition(b"\r\n\r\n")[2]


def read_all(read: Read, given: Iterable[tuple[str, bytes]]) -> str:
    """Read all pages; return milliseconds per page, and the share that has a text."""
    start = process_time()
    found = [bool(read(url, body)) for url, body in given]
    return f"{(process_time() - start) * 1000 / len(found)} {sum(found) / len(found)}"


def read_in_child(read: Read, given: Iterable[tuple[str, bytes]]) -> None:
    """Read pages in a process that has read them before, and ends then."""
    if child := os.fork():
        os.waitpid(child, 0)
        return
    for url, body in given:
        read(url, body)
    os._exit(0)


def main() -> None:
    """Read pages until stdin ends."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("file", type=Path)
    parser.add_argument("--whole", action="store_true", help="unpacking counts, too")
    parser.add_argument("--count", action="store_true", help="read once more, in a new process")
    options = parser.parse_args()
    read = PROGRAMS[options.program]()
    given = [next(pages(options.file))] if options.whole else list(pages(options.file))
    read_all(read, given)
    if options.count:
        read_in_child(read, [])
        read_in_child(read, given)
        return
    print("ready", flush=True)
    for _ in sys.stdin:
        print(read_all(read, pages(options.file) if options.whole else given), flush=True)


if __name__ == "__main__":
    main()
