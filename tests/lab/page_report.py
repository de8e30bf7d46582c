"""Prints what is read from stored pages, and what looks wrong in it.

    python tests/lab/page_report.py fixtures
    python tests/lab/page_report.py pages.warc.gz --lines 20

Pages come from a folder or a WARC file, as the setting REPLAY takes them. In a folder with a table
INDEX.tsv, its columns `file` and `url` say which page is which, whatever the files are called.

For each publisher:

- `refused`: pages that give no article, and why. Of a page that has a part of its article, that
  part is read like the others.
- `fields`: how often each is filled, and by which place.
- `disagree`: how often another place says something else than the one that won.
- `shown`: a field is empty, and the page has an element whose name promises it.
- `first lines`, `last lines`: of bodies, the most frequent and then the shortest first. What is
  not of the article stands there, as a rule.
- `no sentences`: paragraphs of a body that end as no sentence does.
- `repeated`: whole blocks, and beginnings of blocks, that several articles have: what an editor
  or a template adds.

In lines of bodies every figure is a 0. Each line of the table ends with one example.
"""

import argparse
import csv
import gzip
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, NamedTuple

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.responsetypes import responsetypes
from scrapy.utils.test import get_crawler

from newsscraper.article.extraction import PartOfArticle, missing_fields, read_article
from newsscraper.downloader.whole import DecompressionMiddleware
from newsscraper.failures import Reason, http_reason
from newsscraper.items import Article
from newsscraper.page.opening import NoArticle
from newsscraper.publisher.facts import Publisher
from newsscraper.replay.warc import page_offsets, read_page

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab.publishers import PUBLISHERS

NOBODY = "no known publisher"
NOT_READ = frozenset(
    "key publisher kind date_precision body_parts word_count language content_hash revision "
    "duplicate_of similarity sources conflicts fetched_at image".split()
)
"""Fields that are always there, or follow from others; the three of `image` are told apart."""
FIELDS = [field.name for field in fields(Article) if field.name not in NOT_READ]
IMAGE = ("url", "caption", "credit")
PROMISES = {
    "authors": r"author|penulis|reporter|byline",
    "byline": r"author|penulis|reporter|byline",
    "editors": r"editor",
    "image.caption": r"caption",
    "image.credit": r"caption|photo.?credit|copyright",
    "date_published_raw": r"date|time|tanggal",
    "keywords": r"tag[_-]|tags?\b|keyword",
    "dateline": r"dateline|location",
}
"""Field -> names of elements that promise to show it."""
EMPTY = (None, "", [])
WORKED_OUT = "from no place in particular"
LONGEST_SHOWN = 200
"""Characters of an element that shows a field."""
OPENING = 3
"""Words of a beginning that is looked for again."""
SENTENCE_END = re.compile(r"[.!?:;\u2026]\W*$")


# --- The pages ------------------------------------------------------------------------------------


def responses_of(place: Path) -> Iterator[Response]:
    """Yield each stored page, as fetched."""
    if not place.is_dir():
        yield from _recorded(place)
    elif (index := place / "INDEX.tsv").exists():
        with index.open(encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield HtmlResponse(row["url"], body=_content(place / row["file"]))
    else:
        for file in sorted([*place.rglob("*.html"), *place.rglob("*.html.gz")]):
            yield HtmlResponse(_url_of(file.relative_to(place)), body=_content(file))


def _content(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


def _url_of(file: Path) -> str:
    """Return the URL for which a folder has *file*."""
    path, _, query = re.sub(r"\.html(\.gz)?$", "", file.as_posix()).partition("@")
    return f"https://{path.removesuffix('/index')}" + (f"?{query}" if query else "")


def _recorded(warc: Path) -> Iterator[Response]:
    decompression = DecompressionMiddleware.from_crawler(get_crawler())
    for (scheme, rest), offset in page_offsets(warc).items():
        status, headers, body, flags = read_page(warc, offset, 0)
        url = f"{scheme}:{rest}"
        kind = responsetypes.from_args(headers=headers, url=url, body=body)
        response = kind(url, status=status, headers=headers, body=body, flags=[*flags])
        yield decompression.process_response(Request(url), response)


def publisher_of(url: str) -> type[Publisher] | None:
    return next((each for each in PUBLISHERS if each.article_urls.canonical(url)), None)


# --- What is found --------------------------------------------------------------------------------


class Seen(NamedTuple):
    """What was counted, with an example of each."""

    times: Counter[Any]
    examples: dict[Any, str]

    def add(self, what: Any, example: object) -> None:
        self.times[what] += 1
        self.examples.setdefault(what, one_line(example))

    def lines(self, most: int | None = None) -> Iterator[str]:
        """Yield a line for each, most frequent first, then shortest."""
        ordered = sorted(self.times.items(), key=lambda each: (-each[1], len(str(each[0]))))
        for what, times in ordered[:most]:
            name = what if isinstance(what, str) else "  ".join(what)
            yield f"  {times:6}  {one_line(name)}  | {self.examples[what]}"


def seen() -> Seen:
    return Seen(Counter(), {})


def one_line(value: object) -> str:
    """Return both ends of what is printed of *value*."""
    text = " ".join(str(value).split())
    return text if len(text) <= 110 else f"{text[:50]} ... {text[-55:]}"


class Report:
    """What the pages of one publisher gave."""

    def __init__(self) -> None:
        self.pages = self.articles = self.parts = 0
        self.refused, self.kinds, self.disagreeing = seen(), seen(), seen()
        self.shown, self.first, self.last, self.unended = seen(), seen(), seen(), seen()
        self.filled: defaultdict[str, Seen] = defaultdict(seen)
        self.owners: defaultdict[str, set[str]] = defaultdict(set)
        """Block, or beginning of one -> keys of the articles that have it."""

    def add(self, response: Response, publisher: type[Publisher] | None) -> None:
        """Read a page; one that is none is counted with the reason."""
        self.pages += 1
        if publisher is None:
            self.refused.add(NOBODY, response.url)
        elif response.status != 200:
            self.refused.add(http_reason(response.status), response.url)
        else:
            self._read(response, publisher)

    def _read(self, response: Response, publisher: type[Publisher]) -> None:
        try:
            article = read_article(response, publisher)
        except PartOfArticle as part:
            self.refused.add((part.reason, str(part)), response.url)
            self.parts += 1
            article = part.article
        except NoArticle as refusal:
            text = str(refusal).replace(response.url, "it")
            self.refused.add((refusal.reason, text), response.url)
            return
        else:
            if missing := missing_fields(article):
                self.refused.add((Reason.MISSING_FIELDS, ", ".join(missing)), response.url)
            self.articles += not missing
            self.parts += bool(missing)
        self._count_fields(article)
        self._count_lines(article)
        self._look_for_empty(article, response)

    def _count_fields(self, article: Article) -> None:
        self.kinds.add(article.kind, article.url)
        for name, value in values_of(article).items():
            if value not in EMPTY:
                place = article.sources.get(name.partition(".")[0], WORKED_OUT)
                self.filled[name].add(place, value)
        for name, claims in article.conflicts.items():
            for claim in claims:
                places = (name, f"{article.sources[name]} <> {claim['source']}")
                value = getattr(article, name)
                self.disagreeing.add(places, f"{value} <> {claim['value']}  {article.key}")

    def _count_lines(self, article: Article) -> None:
        """Count the lines of a body, each once for all pages of an article."""
        key = article.key or ""
        for number, part in enumerate(article.body_parts, 1 - len(article.body_parts)):
            text = pattern_of(part["text"])
            if key in self.owners[text]:
                continue
            if part is article.body_parts[0]:
                self.first.add(text, key)
            if number == 0:
                self.last.add(text, key)
            if part["kind"] == "paragraph" and not SENTENCE_END.search(text):
                self.unended.add(text, key)
            self.owners[text].add(key)
            words = text.split()
            if len(words) > OPENING:
                self.owners[f"{' '.join(words[:OPENING])} ..."].add(key)

    def _look_for_empty(self, article: Article, response: Response) -> None:
        """Find elements of a page that promise a field which is empty, and show nothing else."""
        values = values_of(article)
        known = {value for value in values.values() if isinstance(value, str)}
        empty = [name for name in PROMISES if values.get(name) in EMPTY]
        for element in response.xpath("//body/descendant::*[@class or @id]") if empty else ():
            names = " ".join(filter(None, map(element.attrib.get, ("id", "class"))))
            for name in empty:
                if re.search(PROMISES[name], names, re.IGNORECASE):
                    text = " ".join(element.xpath("string()").get("").split())
                    if 0 < len(text) <= LONGEST_SHOWN and text not in known:
                        self.shown.add((name, one_line(names)), f"{text[:70]}  {article.key}")


def values_of(article: Article) -> dict[str, Any]:
    """Return the fields of which a report tells, those of the picture one by one."""
    values = {name: getattr(article, name) for name in FIELDS}
    image = article.image or {}
    return values | {f"image.{name}": image.get(name) for name in IMAGE}


def pattern_of(text: str) -> str:
    """Return *text* in which all figures are the same."""
    return re.sub(r"\d", "0", text)


# --- The table ------------------------------------------------------------------------------------


def reports_of(place: Path) -> dict[str, Report]:
    """Return a report for each publisher of which *place* has pages."""
    reports: defaultdict[str, Report] = defaultdict(Report)
    for response in responses_of(place):
        publisher = publisher_of(response.url)
        reports[publisher.name if publisher else NOBODY].add(response, publisher)
    return reports


def table(name: str, report: Report, most: int) -> Iterator[str]:
    """Yield the lines of a publisher, at most *most* for each list of what repeats."""
    yield f"== {name}: {report.pages} pages, {report.articles} articles, {report.parts} parts"
    yield from headed("refused", report.refused.lines())
    yield from headed("kinds", report.kinds.lines())
    yield from headed("fields", field_lines(report))
    yield from headed("disagree", report.disagreeing.lines())
    yield from headed("shown, and the field is empty", report.shown.lines(most))
    yield from headed("first lines", report.first.lines(most))
    yield from headed("last lines", report.last.lines(most))
    yield from headed("no sentences", report.unended.lines(most))
    yield from headed("repeated", repeated_lines(report, most))


def headed(title: str, lines: Iterator[str]) -> list[str]:
    """Return *lines* under a title, and nothing when there are none."""
    found = list(lines)
    return [title, *found] if found else []


def field_lines(report: Report) -> Iterator[str]:
    read = report.articles + report.parts
    for name in [*FIELDS, *(f"image.{name}" for name in IMAGE)] if read else ():
        places = report.filled[name]
        filled = places.times.total()
        yield f"  {name:22} {filled:6} of {read}  {filled / read:4.0%}"
        for line in places.lines():
            yield f"      {line}"


def repeated_lines(report: Report, most: int) -> Iterator[str]:
    found = seen()
    for text, keys in report.owners.items():
        if len(keys) > 1:
            found.times[text] = len(keys)
            found.examples[text] = ", ".join(sorted(keys)[:3])
    yield from found.lines(most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pages", type=Path, help="a folder or a WARC file")
    parser.add_argument("--lines", type=int, default=15, help="of each list of what repeats")
    options = parser.parse_args()
    for name, report in sorted(reports_of(options.pages).items()):
        print("\n".join(table(name, report, options.lines)), end="\n\n")


if __name__ == "__main__":
    main()
