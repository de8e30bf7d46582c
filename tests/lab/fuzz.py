"""Damages the article pages of the fixtures at random and reads them.

    python tests/lab/fuzz.py --pages 200000 --seed 1 --processes 2
    python tests/lab/fuzz.py --seed 1 --only 4711

Whatever was done to a page, it is read or refused with a reason, within a second and bounded
memory. A date of publication is one that the page, or a page of which a piece was put in, truly
has: dates are where a wrong value does the most harm and is seen least. A date whose digits were
damaged themselves is read as it stands; that is not the reader's fault.
"""

import argparse
import faulthandler
import json
import multiprocessing
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes

from newsscraper.article.extraction import read_article
from newsscraper.console.saved_page import saved_pages
from newsscraper.items import Article
from newsscraper.normalize.dates import read_date
from newsscraper.page.opening import NoArticle
from newsscraper.publisher.facts import Publisher

sys.path.insert(0, str(Path(__file__).parents[1]))

from lab.project import FIXTURES
from lab.publishers import PUBLISHERS

SECONDS = 1.0
"""Of a processor, for one page."""
MEGABYTES = 200
"""By which the greatest memory of a process may grow while it reads pages."""
HUNG = 30
"""Seconds of clock after which a process is given up."""
MOST_MUTATIONS = 4
LARGEST = 4_000_000
"""Bytes to which a page may grow; a download is bounded as well."""


# --- The pages that are damaged -------------------------------------------------------------------


class Original(NamedTuple):
    """A page of the fixtures and what it says of dates."""

    url: str
    body: bytes
    dates: frozenset[str]
    """Every date of its golden values, those of related articles included."""
    shown: frozenset[str]
    """The date texts that its golden values show."""


@cache
def originals() -> list[Original]:
    """Return the article pages of the fixtures, always in the same order."""
    pages = saved_pages(FIXTURES)
    return [original_of(file, url) for file, url in pages if file.with_suffix(".json").exists()]


def original_of(file: Path, url: str) -> Original:
    golden = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    body = file.read_bytes()
    claims = golden["conflicts"].get("date_published", []) + golden["conflicts"].get(
        "date_modified", []
    )
    dates = {golden["date_published"], golden["date_modified"]}
    dates |= {claim["value"] for claim in claims}
    dates |= {link["date_published"] for link in golden["related"] + golden["read_also"]}
    shown = [golden["date_published_raw"] or ""]
    dates |= set(map(date_of, JSON_LD_DATES.findall(body.decode()) + shown))
    if "/wp-json/" in url:  # in local time and in UTC: either may come into the other's place
        stated = REST_DATES.findall(body.decode())
        dates |= {date_of(text + zone) for text in stated for zone in ("", "Z")}
    return Original(
        url,
        body,
        frozenset(dates - {None}),
        frozenset({golden["date_published_raw"]} - {None}),
    )


JSON_LD_DATES = re.compile(r'"date(?:Published|Modified)"\s*:\s*"([^"]+)"')
REST_DATES = re.compile(r'"(?:date|modified)(?:_gmt)?"\s*:\s*"([^"]+)"')
TIME = r"(?:[^\w<]{1,6}\d{1,2}[:.]\d{1,2}(?: ?WI\w{1,2})?)?"
DATE_TEXTS = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]*\d{1,2}[:.]\d{1,2}\S{0,16}(?: ?[A-Z+-]\w{1,5})?)?"
    rf"|\d{{1,2}}[-/.]\d{{1,2}}[-/.]\d{{2,4}}{TIME}"
    rf"|\d{{1,2}}[ ./-]{{1,2}}[A-Za-z]{{3,9}}[ .,/-]{{1,3}}\d{{2,4}}{TIME}"
    r"|\b\d{10}\b"
)


def date_of(text: str) -> str | None:
    """Return a date in the publisher's zone; None if the text is none."""
    found = read_date(text)
    if found is None:
        return None
    return datetime.fromisoformat(found.value).astimezone(ZoneInfo("Asia/Jakarta")).isoformat()


@cache
def date_texts(original: Original) -> frozenset[str]:
    """Return all that looks like a date in an undamaged page."""
    return frozenset(DATE_TEXTS.findall(original.body.decode()))


# --- What is done to them -------------------------------------------------------------------------


@dataclass
class Mutant:
    """A page while it is damaged."""

    url: str
    body: bytes
    origins: list[Original]
    """The page it was, and those of which pieces were put in."""
    kind: str = "text/html; charset=UTF-8"
    done: list[str] = field(default_factory=list)


Mutation = Callable[[Random, Mutant], bytes]


def flip_bytes(random: Random, page: Mutant) -> bytes:
    body = bytearray(page.body)
    for _ in range(random.choice((1, 3, 10, 100, 1000))):
        if body:
            body[random.randrange(len(body))] ^= 1 << random.randrange(8)
    return bytes(body)


def set_bytes(random: Random, page: Mutant) -> bytes:
    """Put signs of the syntax where something else was."""
    body = bytearray(page.body)
    for _ in range(random.choice((1, 3, 10, 100))):
        if body:
            body[random.randrange(len(body))] = random.choice(b"<>\"'&=/-![]{}:;, 0\\\n")
    return bytes(body)


def cut_end(random: Random, page: Mutant) -> bytes:
    return page.body[: random.randrange(len(page.body) + 1)]


def cut_start(random: Random, page: Mutant) -> bytes:
    return page.body[random.randrange(len(page.body) // 4 + 1) :]


def cut_piece(random: Random, page: Mutant) -> bytes:
    start, end = piece(random, page.body)
    return page.body[:start] + page.body[end:]


def cut_element(random: Random, page: Mutant) -> bytes:
    """Take away a piece from one tag to another."""
    start, end = tagged_piece(random, page.body)
    return page.body[:start] + page.body[end:]


def splice(random: Random, page: Mutant) -> bytes:
    """Put in a piece of another page, or in place of a piece."""
    other = donor(random, page)
    start, end = tagged_piece(random, other.body)
    at, until = tagged_piece(random, page.body)
    return page.body[:at] + other.body[start:end] + page.body[random.choice((at, until)) :]


def splice_bytes(random: Random, page: Mutant) -> bytes:
    """The same, wherever it is cut."""
    other = donor(random, page)
    start, end = piece(random, other.body)
    at = random.randrange(len(page.body) + 1)
    return page.body[:at] + other.body[start:end] + page.body[at:]


def join_pages(random: Random, page: Mutant) -> bytes:
    """Put another page behind, or the end of another behind the start of this."""
    other = donor(random, page)
    if random.random() < 0.5:
        return page.body + other.body
    return (
        page.body[: random.randrange(len(page.body) + 1)]
        + other.body[random.randrange(len(other.body)) :]
    )


JSON_LD = re.compile(rb'<script type="application/ld\+json">.*?</script>', re.DOTALL)


def splice_json_ld(random: Random, page: Mutant) -> bytes:
    """Put the JSON-LD of another page before, behind or in place of the page's own."""
    other = donor(random, page)
    block = JSON_LD.search(other.body)
    own = JSON_LD.search(page.body)
    if block is None:
        return page.body
    start, end = own.span() if own else (len(page.body) // 3,) * 2
    start, end = random.choice(((start, start), (end, end), (start, end)))
    return page.body[:start] + block[0] + page.body[end:]


VALUES = (
    'null 0 -1 1e999 NaN true [] {} [[]] "" "  " [null] {"name":null} {"@value":"x"} '
    '"\\ud83d" "\\u0000" "&quot;" 99999999999999999999 "2026-02-31" "31/12" ,, : ' + "[" * 3000
).split(" ")


def mutate_json_ld(random: Random, page: Mutant) -> bytes:
    """Change a value, take one away or break the syntax."""
    own = JSON_LD.search(page.body)
    if own is None:
        return page.body
    values = list(re.finditer(rb'"\s*:\s*("[^"]*"|[\d.]+|true|false)', own[0]))
    if not values:
        return page.body
    start, end = random.choice(values).span(1)
    value = random.choice(VALUES).encode()
    block = own[0][:start] + value + own[0][end:]
    return page.body[: own.start()] + block + page.body[own.end() :]


def drop_json_ld(random: Random, page: Mutant) -> bytes:
    return JSON_LD.sub(b"", page.body)


def drop_state(random: Random, page: Mutant) -> bytes:
    return page.body.replace(b"dataLayer.push", b"dataLayer.pull")


def drop_shown_date(random: Random, page: Mutant) -> bytes:
    return page.body.replace(b'class="datetime"', b'class="waktu"')


def damage_date(random: Random, page: Mutant) -> bytes:
    """Change, take away, double or put in a sign within something that looks like a date."""
    texts = list(re.finditer(DATE_TEXTS.pattern.encode(), page.body))
    if not texts:
        return page.body
    start, end = random.choice(texts).span()
    at = random.randrange(start, end)
    sign = random.choice(
        (b"0", b"1", b"3", b"9", b"/", b"-", b":", b" ", b"<b>", b"\xad", b"\xc2\xad")
    )
    kept = random.choice((at, at + 1, random.randrange(start, end)))
    return page.body[:at] + random.choice((sign, b"", sign * 3)) + page.body[kept:]


def swap_dates(random: Random, page: Mutant) -> bytes:
    """Let two things that look like dates change their places."""
    texts = list(re.finditer(DATE_TEXTS.pattern.encode(), page.body))
    if len(texts) < 2:
        return page.body
    one, two = sorted(random.sample(texts, 2), key=re.Match.start)
    before, between, after = (
        page.body[: one.start()],
        page.body[one.end() : two.start()],
        page.body[two.end() :],
    )
    return before + two[0] + between + one[0] + after


def grow_attributes(random: Random, page: Mutant) -> bytes:
    count = random.choice((10, 100, 900, 1_100, 5_000, 20_000))
    pattern = random.choice((" a{}=1", ' a{}="x"', " a{}", "\na{}='>'", " a=1"))
    text = "".join(pattern.format(number) for number in range(count))
    tags = list(re.finditer(rb"<[a-z][a-z0-9]*", page.body))
    at = random.choice(tags).end() if tags else 0
    return page.body[:at] + text.encode() + page.body[at:]


def grow_nesting(random: Random, page: Mutant) -> bytes:
    count = random.choice((10, 100, 800, 1_100, 5_000, 20_000))
    tag = random.choice(
        "div span b i p ul li a table td h1 section svg script template x-y".split()
    )
    ends = f"</{tag}>" * random.choice((0, count, count // 2))
    at, until = tagged_piece(random, page.body)
    return b"".join(
        (
            page.body[:at],
            f"<{tag}>".encode() * count,
            page.body[at:until],
            ends.encode(),
            page.body[until:],
        )
    )


def double_block(random: Random, page: Mutant) -> bytes:
    start, end = tagged_piece(random, page.body)
    count = random.choice((1, 1, 2, 10, 100))
    count = min(count, LARGEST // (end - start + 1))
    at = random.choice((end, random.randrange(len(page.body) + 1)))
    return page.body[:at] + page.body[start:end] * count + page.body[at:]


def move_block(random: Random, page: Mutant) -> bytes:
    start, end = tagged_piece(random, page.body)
    rest = page.body[:start] + page.body[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + page.body[start:end] + rest[at:]


CONTROLS = [
    *(bytes([number]) for number in (*range(9), 11, 12, *range(14, 32), 127)),
    *(text.encode() for text in "\x80\x85\x93\x9b\u200b\u200e\u202e\u2028\ufeff\ufffe\u0301"),
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xe2\x80",
]


def insert_controls(random: Random, page: Mutant) -> bytes:
    body = bytearray(page.body)
    control = random.choice(CONTROLS)
    for _ in range(random.choice((1, 3, 10, 100, 300))):
        at = random.randrange(len(body) + 1)
        body[at:at] = control
    return bytes(body)


MARKUP = (
    b"<!-- --> <!--[if --!> <![CDATA[ ]]> <script> </script> <style> </style> <template> </p> "
    b"</p></p> </div> </body> </html> <svg> <noscript> <title> <textarea> <plaintext> <base> <a "
    b"<frameset> <?php &#0; &#147; &#xD800; &bogus; &amp <table><tr> <p/> <h1></h1> <h1> <xmp> "
    b"<select> <math>"
).split()


def insert_markup(random: Random, page: Mutant) -> bytes:
    body = page.body
    for _ in range(random.choice((1, 2, 5, 20))):
        at = random.randrange(len(body) + 1)
        body = body[:at] + random.choice(MARKUP) + body[at:]
    return body


KINDS = (
    "windows-1252 iso-8859-1 ascii utf-16 utf-16le utf-32 utf-7 gbk shift_jis koi8-r big5 tidak-ada"
).split()


def change_charset(random: Random, page: Mutant) -> bytes:
    charset = random.choice(KINDS)
    page.kind = random.choice(
        (f"text/html; charset={charset}", "text/html", "", "text/plain", "application/octet-stream")
    )
    if random.random() < 0.5:
        return page.body.replace(b"UTF-8", charset.encode())
    return page.body


def encode_anew(random: Random, page: Mutant) -> bytes:
    """Write the page in another encoding, or encode it once more."""
    text = page.body.decode("utf-8", "replace")
    if random.random() < 0.5:
        return page.body.decode("latin-1").encode()
    return text.encode(
        random.choice(("windows-1252", "utf-16", "utf-16-le", "utf-8-sig")), "replace"
    )


MUTATIONS: tuple[Mutation, ...] = (
    flip_bytes,
    set_bytes,
    cut_end,
    cut_start,
    cut_piece,
    cut_element,
    splice,
    splice_bytes,
    join_pages,
    splice_json_ld,
    mutate_json_ld,
    drop_json_ld,
    drop_state,
    drop_shown_date,
    damage_date,
    swap_dates,
    grow_attributes,
    grow_nesting,
    double_block,
    move_block,
    insert_controls,
    insert_markup,
    change_charset,
    encode_anew,
)


def donor(random: Random, page: Mutant) -> Original:
    other = random.choice(originals())
    page.origins.append(other)
    return other


def piece(random: Random, body: bytes) -> tuple[int, int]:
    length = random.choice((1, 10, 100, 1000, 10_000))
    start = random.randrange(len(body) + 1)
    return start, min(start + random.randrange(length + 1), len(body))


def tagged_piece(random: Random, body: bytes) -> tuple[int, int]:
    """Return a piece that begins and ends at tags."""
    start, end = piece(random, body)
    start = max(body.find(b"<", start), 0)
    end = body.find(b"<", max(end, start))
    return start, end if end >= 0 else len(body)


def mutant_of(seed: int, number: int) -> Mutant:
    """Return the page of that number, the same each time."""
    random = Random(f"{seed} {number}")
    original = random.choice(originals())
    page = Mutant(original.url, original.body, [original])
    for _ in range(random.randrange(MOST_MUTATIONS) + 1):
        mutation = random.choice(MUTATIONS)
        page.body = mutation(random, page)[:LARGEST]
        page.done.append(mutation.__name__)
    return page


# --- What has to hold -----------------------------------------------------------------------------


class Finding(NamedTuple):
    """Something that must not be."""

    number: int
    what: str
    """One word: error, date, slow, memory or ended."""
    text: str
    done: str

    def __str__(self) -> str:
        return f"{self.number} {self.what}: {self.text} ({self.done})"


def read(page: Mutant) -> Article:
    """Read a damaged page as a crawl does."""
    headers = Headers({"Content-Type": page.kind} if page.kind else {})
    kind = responsetypes.from_args(headers=headers, url=page.url, body=page.body)
    return read_article(kind(page.url, headers=headers, body=page.body), publisher_of(page.url))


def publisher_of(url: str) -> type[Publisher]:
    """Return the publisher of *url*."""
    return next(each for each in PUBLISHERS if each.article_urls.canonical(url))


def examine(seed: int, number: int) -> tuple[str, list[Finding]]:
    """Read one page; return how it ended in a word, and what is wrong."""
    page = mutant_of(seed, number)
    found = []
    start = time.process_time()
    try:
        article = read(page)
    except NoArticle as refusal:
        article, end = None, refusal.reason
    except Exception as error:
        article, end = None, "error"
        found.append(("error", f"{type(error).__name__}: {error}"[:300]))
    else:
        end = "article" if article.date_published else "article without a date"
    spent = time.process_time() - start
    if spent > SECONDS:
        found.append(("slow", f"{spent:.1f} s for {len(page.body):,} bytes"))
    if article and article.date_published and not is_shown(article, page):
        source = article.sources.get("date_published")
        found.append(
            ("date", f"{article.date_published} by {source}, shown {article.date_published_raw}")
        )
    if article and article.date_published and not is_plausible(article.date_published):
        found.append(("date", f"{article.date_published} is no time of news"))
    done = " ".join(page.done)
    return end, [Finding(number, what, text, done) for what, text in found]


def is_shown(article: Article, page: Mutant) -> bool:
    """Tell whether the date is one of the originals', or is read from damaged digits."""
    dates = frozenset().union(*(each.dates for each in page.origins))
    if article.date_published in dates:
        return True
    if article.date_precision == "day" and article.date_published[:10] in {d[:10] for d in dates}:
        return True  # the time alone was damaged
    shown = frozenset().union(*(each.shown for each in page.origins))
    if article.date_published_raw and article.date_published_raw not in shown:
        return True
    return article.date_published in set(damaged_dates(page))


def is_plausible(date: str) -> bool:
    """Tell whether it lies between the first news on the web and the day after tomorrow."""
    moment = datetime.fromisoformat(date)
    return moment.year >= 1995 and moment <= datetime.now(moment.tzinfo) + timedelta(days=2)


def damaged_dates(page: Mutant) -> Iterator[str | None]:
    """Yield the dates that stand in the page and in none of the originals."""
    known = frozenset().union(*map(date_texts, page.origins))
    zones = ("", "Z") if "/wp-json/" in page.url else ("",)
    for text in {*readings(page)}:
        for match in DATE_TEXTS.finditer(text):
            if match[0] not in known:
                yield from (date_of(match[0] + zone) for zone in zones)
                yield from (date_of(match[0][:16] + zone) for zone in zones)
                yield date_of(match[0][:10])


UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\ufeff]")


def readings(page: Mutant) -> Iterator[str]:
    """Yield the page's text in the encodings that it may have, unseen characters taken out.

    Once more without its tags: one that was put into a date is not seen, either.
    """
    for encoding in ("utf-8", "utf-16"):
        text = page.body.decode(encoding, "ignore")
        seen = re.sub(
            r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\ufeff]", "", text
        )
        yield from (seen, re.sub(r"</?\w[^<>]{0,100}>", "", seen))


# --- Many pages -----------------------------------------------------------------------------------


@dataclass
class Summary:
    """What came of the pages."""

    pages: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    """Seconds of a processor, and the number of the page."""
    grown: float = 0.0
    """Megabytes by which the greatest memory of a process grew."""
    seconds: float = 0.0

    def __iadd__(self, other: "Summary") -> "Summary":
        self.pages += other.pages
        self.ends += other.ends
        self.findings += other.findings
        self.slowest = max(self.slowest, other.slowest)
        self.grown = max(self.grown, other.grown)
        return self


def run(pages: int, seed: int, processes: int = 1) -> Summary:
    """Read that many pages; a process that ends on one is a finding, and the others are read."""
    start = time.monotonic()
    total = Summary()
    context = multiprocessing.get_context("spawn")
    workers: dict[Connection, tuple[Any, range]] = {}

    def begin(numbers: range) -> None:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=work, args=(theirs, seed, numbers), daemon=True)
        process.start()
        theirs.close()
        workers[ours] = process, numbers

    for first in range(processes):
        begin(range(first, pages, processes))
    while workers:
        for pipe in wait(list(workers)):
            process, numbers = workers[pipe]
            try:
                at, summary = pipe.recv()
            except EOFError:
                process.join()
                del workers[pipe]
                if numbers:
                    what = f"exit code {process.exitcode}"
                    done = " ".join(mutant_of(seed, numbers[0]).done)
                    total += Summary(
                        1, Counter(ended=1), [Finding(numbers[0], "ended", what, done)]
                    )
                    begin(numbers[1:])
                continue
            total += summary
            workers[pipe] = process, range(at, pages, processes)
    total.seconds = time.monotonic() - start
    return total


def work(pipe: Connection, seed: int, numbers: range) -> None:
    """Read pages and tell of each which number comes next."""
    for number, original in enumerate(originals()):
        read(Mutant(original.url, original.body, [original]))
        examine(seed, -number)
    base = peak()
    for number in numbers:
        faulthandler.dump_traceback_later(HUNG, exit=True)
        start = time.process_time()
        end, findings = examine(seed, number)
        spent = time.process_time() - start
        grown = peak() - base
        if grown > MEGABYTES:
            done = " ".join(mutant_of(seed, number).done)
            findings.append(Finding(number, "memory", f"grown by {grown:.0f} MB", done))
            base = peak()
        summary = Summary(1, Counter([end]), findings, (spent, number), grown)
        pipe.send((number + numbers.step, summary))
    faulthandler.cancel_dump_traceback_later()
    pipe.send((numbers.stop, Summary()))


def peak() -> float:
    """Return the greatest memory that this process has had, in megabytes."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def lines_of(summary: Summary, seed: int) -> Iterator[str]:
    rate = summary.pages / max(summary.seconds, 0.001)
    yield f"{summary.pages:,} pages in {summary.seconds:.0f} s ({rate:.0f} a second), seed {seed}"
    yield ", ".join(f"{count:,} {end}" for end, count in summary.ends.most_common())
    seconds, number = summary.slowest
    yield f"slowest: page {number}, {seconds:.2f} s; memory grown by {summary.grown:.0f} MB at most"
    kinds = Counter(finding.what for finding in summary.findings)
    yield f"findings: {', '.join(f'{count} {kind}' for kind, count in kinds.items()) or 'none'}"
    yield from (f"  --seed {seed} --only {finding}" for finding in sorted(summary.findings))


def show(seed: int, number: int, keep: Path | None) -> list[Finding]:
    """Read one page again and print what came of it."""
    page = mutant_of(seed, number)
    if keep:
        keep.write_bytes(page.body)
    print(f"{page.url}\n{page.kind or 'no type'}, {len(page.body):,} bytes: {' '.join(page.done)}")
    end, findings = examine(seed, number)
    print(end, *findings, sep="\n")
    return findings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of one page to read again")
    parser.add_argument("--keep", type=Path, help="with --only: a file to write the page to")
    options = parser.parse_args()
    if options.only is not None:
        sys.exit(bool(show(options.seed, options.only, options.keep)))
    summary = run(options.pages, options.seed, options.processes)
    print(*lines_of(summary, options.seed), sep="\n")
    sys.exit(bool(summary.findings))


if __name__ == "__main__":
    main()
