"""Bad input under the address of an article, each with what has to come of it.

A page is either refused with a reason, or read: then the fields named here must be equal, and a
value that the page does not surely say must be None. `Either` stands for values that are equally
right, such as a date that was repaired and one that was left out.
"""

import gzip
import json
import random
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from scrapy.http import Headers
from scrapy.responsetypes import responsetypes
from worlds.pages import HOST, LD, PICTURE, URL, article_page, ld_script, related_item

from lab.project import PROJECT
from newsscraper.article.extraction import read_article
from newsscraper.page.opening import NoArticle
from newsscraper.spiders.mediaindonesia import MediaIndonesiaSpider

FIXTURES = PROJECT / "fixtures" / "mediaindonesia.com"
MEGABYTE = 1_000_000
HTML = "text/html; charset=UTF-8"


class Either:
    """Equal to each of some values."""

    def __init__(self, *values: Any) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return any(value == other for value in self.values)

    def __repr__(self) -> str:
        return f"Either{self.values!r}"


class Anything:
    """Equal to every value but None."""

    def __eq__(self, other: object) -> bool:
        return other is not None

    def __repr__(self) -> str:
        return "Anything()"


class Whatever(Anything):
    """Equal to every value."""

    def __eq__(self, other: object) -> bool:
        return True


class Case(NamedTuple):
    """One bad page."""

    group: str
    name: str
    make: Callable[[], bytes]
    """Gives the bytes of the page; some have megabytes."""
    expected: tuple[dict[str, Any], ...]
    """Outcomes of which one has to be: the fields, ``reason`` among them."""
    headers: dict[str, Any]
    url: str

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"

    @property
    def is_hostile(self) -> bool:
        """Tell whether the page may cost much time or never come to an end."""
        return self.group in ("hostile", "heavy")


def outcome(case: Case) -> dict[str, Any]:
    """Read the page as a crawl does; return its fields and the reason of its refusal."""
    return outcome_of(response_of(case.make(), case.url, case.headers))


def prepared(number: int) -> Callable[[], dict[str, Any]]:
    """Return a function that reads the page of a case; the page is made before."""
    case = CASES[number]
    return partial(outcome_of, response_of(case.make(), case.url, case.headers))


def response_of(body: bytes, url: str, headers: dict[str, Any]) -> Any:
    """Return the response that Scrapy makes of an answer."""
    named = Headers(headers)
    kind = responsetypes.from_args(headers=named, url=url, body=body)
    return kind(url, headers=named, body=body)


def outcome_of(response: Any) -> dict[str, Any]:
    """Return the fields of a page and the reason of its refusal, None if it is read."""
    try:
        return {"reason": None} | asdict(read_article(response, MediaIndonesiaSpider))
    except NoArticle as refusal:
        return {"reason": refusal.reason}


def differences(found: dict[str, Any], expected: tuple[dict[str, Any], ...]) -> list[str]:
    """Return what differs from the nearest of the *expected* outcomes, one line a field."""
    lines = [
        [
            f"{name}: {shorten(found.get(name))} instead of {shorten(value)}"
            for name, value in outcome.items()
            if found.get(name) != value
        ]
        for outcome in expected
    ]
    return min(lines, key=len)


def shorten(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 300 else f"{text[:200]} … {text[-60:]}"


# --- How cases are written ------------------------------------------------------------------------

GOOD = {
    "reason": None,
    "headline": "Harga Garam Naik: Petambak Untung?",
    "body": "HARGA garam naik.",
    "date_published": "2026-01-05T05:00:00+07:00",
    "authors": ["Rina Astuti"],
    "editors": ["Bagus Pranoto"],
}
REFUSED = {"reason": Anything()}
BARE = {"headline": "", "state": "", "date": "", "byline": "", "editor": ""}
"""A page of which JSON-LD alone tells headline, date and editor."""
BARE_GOOD = {"headline": "Harga Garam Naik Petambak Untung", "authors": []}
UNREAD = {
    "headline": "Harga Garam Naik Petambak Untung",
    "date_published": None,
    "authors": [],
    "editors": [],
}
"""What is left of such a page when its JSON-LD says nothing."""
PERHAPS = UNREAD | {
    "date_published": Either(None, GOOD["date_published"]),
    "editors": Either([], ["Bagus Pranoto"]),
}
"""The same, or what was repaired."""

Expected = str | dict[str, Any] | tuple[str | dict[str, Any], ...] | None


def outcomes(expected: Expected) -> tuple[dict[str, Any], ...]:
    """Write out: a text is a reason, a dictionary what differs from a good page."""
    several = expected if isinstance(expected, tuple) else (expected,)
    return tuple(
        {"reason": one} if isinstance(one, str) else one if one is REFUSED else GOOD | (one or {})
        for one in several
    )


def raw(
    name: str,
    body: bytes | str | Callable[[], bytes],
    expected: Expected = None,
    *,
    kind: str | None = HTML,
    url: str = URL,
    **headers: Any,
) -> Case:
    """Return a case with that body, sent as *kind*."""
    make = body if callable(body) else partial(bytes_of, body)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    named |= {} if kind is None else {"Content-Type": kind}
    return Case("", name, make, outcomes(expected), named, url)


def page(
    name: str,
    expected: Expected = None,
    *,
    edit: Callable[[str], str] = str,
    encoding: str = "utf-8",
    kind: str | None = HTML,
    url: str = URL,
    sent: dict[str, Any] | None = None,
    **variant: Any,
) -> Case:
    """Return a case with the article page of the template, varied and then edited."""
    return raw(
        name,
        partial(encoded, variant, edit, encoding),
        expected,
        kind=kind,
        url=url,
        **(sent or {}),
    )


def encoded(variant: dict[str, Any], edit: Callable[[str], str], encoding: str) -> bytes:
    variant = {name: value() if callable(value) else value for name, value in variant.items()}
    return edit(article_page(**variant)).encode(encoding, "surrogatepass")


def bytes_of(body: bytes | str) -> bytes:
    return body.encode() if isinstance(body, str) else body


def swap(*pairs: str) -> Callable[[str], str]:
    """Return an edit that replaces each first text with the second; all must be there."""

    def edit(html: str) -> str:
        for old, new in zip(pairs[::2], pairs[1::2], strict=True):
            assert old in html, old
            html = html.replace(old, new)
        return html

    return edit


def declared(charset: str | None) -> Callable[[str], str]:
    """Return an edit that lets the meta tag name another charset, or none."""
    tag = f'<meta charset="{charset}">' if charset else ""
    return swap('<meta charset="UTF-8">', tag)


def shown(date: str) -> dict[str, Any]:
    """Return a page on which nothing but the visible date tells one."""
    return {"date": f'<span class="datetime">{date}</span>', "state": "", "ld": ""}


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


# --- Encodings ------------------------------------------------------------------------------------

ACCENTED = {
    "headline": "Kafé Tua “Olé” \u2013 Buka Lagi",
    "body": paragraphs("KAFÉ milik José Hernández di Cirebon buka lagi, “ramai sekali”."),
    "byline": '<div class="author-2">André Sjöberg</div>',
}
ACCENTED_GOOD = {
    "headline": "Kafé Tua “Olé” \u2013 Buka Lagi",
    "body": "KAFÉ milik José Hernández di Cirebon buka lagi, “ramai sekali”.",
    "authors": ["André Sjöberg"],
}
WRONG_CHARSETS = (
    "windows-1252 iso-8859-1 latin1 iso-8859-15 ascii us-ascii utf-16 utf-16le utf-16be utf-32 "
    "utf-7 gbk shift_jis koi8-r x-user-defined unknown-8bit tidak-ada none hex rot13 idna utf8 utf"
).split()
ODD_KINDS = {
    "without charset": "text/html",
    "with an empty charset": "text/html; charset=",
    "with a quoted charset": 'text/html; charset="utf-8"',
    "with a single-quoted charset": "text/html; charset='utf-8'",
    "with two charsets": "text/html; charset=windows-1252; charset=utf-8",
    "in capitals": "TEXT/HTML; CHARSET=UTF-8",
    "with a charset of 5,000 letters": f"text/html; charset={'x' * 5000}",
    "with a semicolon at the end": "text/html; charset=utf-8;",
    "with blanks around the sign": "text/html ; charset = windows-1252",
    "for XHTML": "application/xhtml+xml; charset=utf-8",
}


def encodings() -> Iterator[Case]:
    said = partial(page, **ACCENTED)
    for charset in WRONG_CHARSETS:
        kind = f"text/html; charset={charset}"
        yield said(f"UTF-8, the header says {charset}", ACCENTED_GOOD, kind=kind)
        yield said(
            f"UTF-8, the meta tag says {charset}",
            ACCENTED_GOOD,
            kind="text/html",
            edit=declared(charset),
        )
        yield said(
            f"UTF-8, header and meta tag say {charset}",
            ACCENTED_GOOD,
            kind=kind,
            edit=declared(charset),
        )
    for name, kind in ODD_KINDS.items():
        yield said(f"UTF-8, a header {name}", ACCENTED_GOOD, kind=kind)
    old_meta = swap(
        '<meta charset="UTF-8">',
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
    )
    yield said(
        "UTF-8, an old meta tag says iso-8859-1", ACCENTED_GOOD, kind="text/html", edit=old_meta
    )
    yield said(
        "UTF-8, an XML declaration says iso-8859-1",
        ACCENTED_GOOD,
        kind="text/html",
        edit=declared(None),
        before='<?xml version="1.0" encoding="iso-8859-1"?>',
    )
    yield said("UTF-8, nothing declared", ACCENTED_GOOD, kind="text/html", edit=declared(None))
    yield said("UTF-8, no header at all", ACCENTED_GOOD, kind=None, before="")
    yield from windows_1252(partial(said, encoding="windows-1252"))
    yield from byte_order_marks(said)
    yield from broken_bytes()
    yield from odd_characters()
    yield from double_encoded()


def windows_1252(said: Callable[..., Case]) -> Iterator[Case]:
    utf8 = "text/html; charset=utf-8"
    yield said("windows-1252, the header says UTF-8", ACCENTED_GOOD, kind=utf8, edit=declared(None))
    yield said("windows-1252, the meta tag says UTF-8", ACCENTED_GOOD, kind="text/html")
    yield said("windows-1252, both say UTF-8", ACCENTED_GOOD, kind=utf8)
    for charset in ("windows-1252", "iso-8859-1", "latin1", "ascii", "cp1252"):
        yield said(
            f"windows-1252, the header says {charset}",
            ACCENTED_GOOD,
            kind=f"text/html; charset={charset}",
            edit=declared(charset),
        )
    yield said(
        "windows-1252, nothing declared", ACCENTED_GOOD, kind="text/html", edit=declared(None)
    )
    yield said(
        "windows-1252, an unknown charset declared",
        ACCENTED_GOOD,
        kind="text/html; charset=tidak-ada",
        edit=declared("tidak-ada"),
    )


def byte_order_marks(said: Callable[..., Case]) -> Iterator[Case]:
    mark = "\ufeff"
    for name, encoding in {
        "UTF-8": "utf-8",
        "UTF-16 LE": "utf-16-le",
        "UTF-16 BE": "utf-16-be",
    }.items():
        for kind in ("text/html", HTML, "text/html; charset=windows-1252"):
            yield said(
                f"{name} with a mark, sent as {kind}",
                ACCENTED_GOOD,
                encoding=encoding,
                kind=kind,
                before=mark,
            )
    yield said("UTF-8 with two marks", ACCENTED_GOOD, before=mark * 2)
    yield said("UTF-8 with a mark after a comment", ACCENTED_GOOD, before=f"<!-- a -->{mark}")
    yield said(
        "UTF-8 with a mark, the meta tag says windows-1252",
        ACCENTED_GOOD,
        kind="text/html",
        before=mark,
        edit=declared("windows-1252"),
    )
    for charset in ("utf-16le", "utf-16be"):
        yield said(
            f"{charset} without a mark, the header says so",
            ACCENTED_GOOD,
            encoding=charset,
            kind=f"text/html; charset={charset}",
            edit=declared(charset),
        )


def broken_bytes() -> Iterator[Case]:
    text = "GARAM dari Desa Kalianda, kata José, naik “dua kali lipat”."
    for name, broken in {
        "one broken byte": b"\xff",
        "a stray continuation byte": b"\x80",
        "a letter cut in two": b"\xc3",
        "a windows-1252 letter": b"\xe9",
    }.items():
        yield raw(
            f"{name} in a UTF-8 page",
            article_page(body=paragraphs(text + " Gula @ turun."))
            .encode()
            .replace(b"Gula @", b"Gula " + broken),
            {
                "body": Either(
                    f"{text} Gula \ufffd turun.", f"{text} Gula é turun.", f"{text} Gula turun."
                )
            },
        )
    whole = article_page(**ACCENTED).encode()
    for name, tail in {
        "broken bytes after the page": b"\xff\xfe\x80",
        "a page cut in the middle of a letter": b"\xe2\x80",
        "an overlong slash": b"<!-- \xc0\xaf -->",
        "surrogates written as UTF-8": b"<!-- \xed\xa0\xbd\xed\xb8\x80 -->",
        "a character beyond Unicode": b"<!-- \xf5\x80\x80\x80 -->",
    }.items():
        yield raw(name, whole + tail, ACCENTED_GOOD)
    yield raw(
        "broken bytes in a picture caption",
        article_page(**ACCENTED).encode().replace(b"Petambak mengangkut", b"Petambak \xe2\x28\xa1"),
        ACCENTED_GOOD,
    )
    yield page(
        "a NUL in a word", {"body": "HARGA garam naik."}, body="<p>HARGA ga\x00ram naik.</p>"
    )
    yield page("a NUL in the headline", {"headline": "Harga Garam"}, headline="Harga\x00 Garam")
    yield page(
        "a NUL in a tag name", edit=swap('<div class="article">', '<di\x00v class="article">')
    )
    yield page("a NUL in a class", edit=swap('<div class="article">', '<div class="art\x00icle">'))
    yield page(
        "a NUL after each paragraph",
        {"body": "Satu.\n\nDua."},
        body="<p>Satu.</p>\x00<p>Dua.</p>\x00",
    )
    yield page("a thousand NULs before the page", before="\x00" * 1000)
    yield page("a NUL in JSON-LD", ld=ld_script(json.dumps(LD) + "\x00"))


REFERENCES = {
    "&#147;garam&#148;": "“garam”",
    "&#x93;garam&#x94;": "“garam”",
    "2025&#150;2026": "2025\u20132026",
    "garam&#133;": "garam…",
    "&#128;5": "€5",
    "Jum&#146;at": "Jum\u2019at",
    "&ldquo;garam&rdquo;": "“garam”",
    "garam&nbsp;gula": "garam gula",
    "garam &amp; gula": "garam & gula",
    "garam &amp;amp; gula": "garam &amp; gula",
    "&lt;b&gt;garam&lt;/b&gt;": "<b>garam</b>",
    "garam & gula": "garam & gula",
    "R&D": "R&D",
    "AT&T": "AT&T",
    "&tidakada; garam": "&tidakada; garam",
    "&copy 2026": "© 2026",
    "&#128512; garam": "😀 garam",
    "&#0;garam": Either("garam", "\ufffdgaram"),
    "&#xD800;garam": Either("garam", "\ufffdgaram"),
    "&#x110000;garam": Either("garam", "\ufffdgaram"),
    "&#99999999999;garam": Either("garam", "\ufffdgaram"),
    "&#;garam": "&#;garam",
    "&#x;garam": "&#x;garam",
    "&#27;[31mgaram": Either("[31mgaram", "garam", "\ufffd[31mgaram"),
}


def odd_characters() -> Iterator[Case]:
    for written, read in REFERENCES.items():
        yield page(f"reference {written}", {"body": read}, body=paragraphs(written))
    for written in ("&#147;Garam&#148; Naik", "&ldquo;Garam&rdquo; Naik"):
        yield page(f"headline {written}", {"headline": "“Garam” Naik"}, headline=written)
    yield page(
        "references in JSON-LD",
        BARE_GOOD | {"headline": "“Garam” & Gula"},
        **BARE,
        ld={"headline": "&#147;Garam&#148; &amp; Gula"},
    )
    yield page(
        "C1 controls where quotation marks were",
        {"body": Either("“garam”", "garam")},
        body=paragraphs("\x93garam\x94"),
    )
    yield page("other C1 controls", {"body": "garam"}, body=paragraphs("\x81ga\x8dr\x9fam"))
    yield page(
        "C1 controls in a byline", byline='<div class="author-2">\x81Rina\x90 Astuti\x9d</div>'
    )
    yield page("C0 controls", body=paragraphs("\x01HARGA\x07 ga\x08ram\x0e naik.\x1f"))
    yield page("a delete character", body=paragraphs("HARGA\x7f garam naik."))
    yield page("vertical tab and form feed", body=paragraphs("HARGA\x0bgaram\x0cnaik."))


REPAIRED = {
    "HernÃ¡ndez": "Hernández",
    "kafÃ© tua": "kafé tua",
    "JosÃ© GarcÃ\xada": "José García",
    "MÃ¼ller dan SchrÃ¶der": "Müller dan Schröder",
    "â€œgaramâ€\x9d": "“garam”",
    "2025â€“2026": "2025\u20132026",
    "Jumâ€™at": "Jum\u2019at",
    "hargaÂ\xa0garam": "harga garam",
    "garamâ€¦": "garam…",
}
LEFT_ALONE = (
    "João",
    "tâ\u2019ibûn",
    "Programa de Alimentação",
    "São Paulo",
    "SÃO PAULO",
    "naïve",
    "Ã",
    "Huruf Ã dan Â",
    "MÃE",
    "PÃO DE AÇÚCAR",
    "Âu Lạc",
    "façade",
    "suhu 30 °C",
    "m² dan ½",
    "Ångström",
    "Đà Nẵng",
    "“â”",
    "Győr",
    "中文 dan 日本語",
    "القرآن",
    "Москва",
    "Ünal Çelik",
    "Rp5.000 ± 10%",
)


def double_encoded() -> Iterator[Case]:
    for written, read in REPAIRED.items():
        name = ascii(written)
        yield page(
            f"encoded twice: {name}",
            {"body": f"KATA {read} hari ini."},
            body=paragraphs(f"KATA {written} hari ini."),
        )
    yield page(
        "encoded twice in the byline",
        {"authors": ["José Hernández"]},
        byline='<div class="author-2">JosÃ© HernÃ¡ndez</div>',
    )
    yield page("encoded twice in the headline", {"headline": "Kafé Tua"}, headline="KafÃ© Tua")
    yield page(
        "encoded twice in JSON-LD",
        BARE_GOOD | {"headline": "Kafé Tua", "editors": ["José Hernández"]},
        **BARE,
        ld={"headline": "KafÃ© Tua", "author": {"name": "JosÃ© HernÃ¡ndez"}},
    )
    for text in LEFT_ALONE:
        yield page(
            f"right as it is: {text!a}",
            {"body": f"KATA {text} hari ini."},
            body=paragraphs(f"KATA {text} hari ini."),
        )
    yield page(
        "a right letter and one that was encoded twice",
        {"body": Either("KATA João dan José hari ini.", "KATA João dan JosÃ© hari ini.")},
        body=paragraphs("KATA João dan JosÃ© hari ini."),
    )


# --- Invisible characters -------------------------------------------------------------------------

INVISIBLE = {
    "a zero width space": "\u200b",
    "a soft hyphen": "\u00ad",
    "a soft hyphen by name": "&shy;",
    "a joiner": "\u200d",
    "a non-joiner": "\u200c",
    "a left-to-right mark": "\u200e",
    "a right-to-left mark": "\u200f",
    "a right-to-left override": "\u202e",
    "an embedding": "\u202a",
    "an isolate": "\u2066",
    "the end of an isolate": "\u2069",
    "a word joiner": "\u2060",
    "a byte order mark": "\ufeff",
    "a Mongolian separator": "\u180e",
    "an object placeholder": "\ufffc",
    "a non-character": "\ufffe",
    "an interlinear mark": "\ufff9",
}
BLANK = {
    "a line separator": "\u2028",
    "a paragraph separator": "\u2029",
    "a next line": "\u0085",
    "a no-break space": "\u00a0",
    "a narrow no-break space": "\u202f",
    "an ideographic space": "\u3000",
    "a thin space": "\u2009",
    "a carriage return": "&#13;",
    "a tab": "\t",
}
KEPT = {
    "Persian with a non-joiner": "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "Arabic with a joiner": "\u0647\u200d\u0640",
    "Arabic with a direction mark": "قال\u200f!",
    "Arabic vowels": "بِسْمِ اللَّهِ",
    "a face with a variation": "❤\ufe0f",
}


def invisible() -> Iterator[Case]:
    for name, mark in INVISIBLE.items():
        yield page(f"{name} in a word", body=paragraphs(f"HARGA ga{mark}ram naik."))
        yield page(
            f"{name} in headline and byline",
            {"headline": "Harga Garam"},
            headline=f"{mark}Harga Ga{mark}ram",
            byline=f'<div class="author-2">Ri{mark}na {mark}Astuti{mark}</div>',
        )
    for name, blank in BLANK.items():
        yield page(f"{name} between words", body=paragraphs(f"HARGA{blank}garam naik."))
    for name, text in KEPT.items():
        yield page(
            f"{name} stays",
            {"body": f"KATA {text} artinya."},
            body=paragraphs(f"KATA {text} artinya."),
        )
    yield page("a headline of invisible characters", headline="\u200b\u200e\u00ad")
    yield page(
        "a body of invisible characters",
        "unrecognised_template",
        body=paragraphs("\u200b", "\ufeff\u00ad", "\u2060"),
    )
    yield page(
        "a date with direction marks",
        **shown("\u200e05/\u200e1/\u200e2026 05:00"),
    )
    for name, escaped, read in (
        ("the first half of a pair", "\\ud83d", "\ufffd"),
        ("the second half of a pair", "\\ude00", "\ufffd"),
        ("two halves the wrong way round", "\\ude00\\ud83d", "\ufffd\ufffd"),
        ("a whole pair", "\\ud83d\\ude00", "😀"),
    ):
        text = json.dumps(LD).replace(LD["headline"], f"Garam {escaped} Naik")
        yield page(
            f"{name} in JSON-LD",
            BARE_GOOD | {"headline": f"Garam {read} Naik"},
            **BARE,
            edit=swap("<!-- LD -->", ld_script(text)),
            ld="<!-- LD -->",
        )
    for name, text in (("decomposed", "Kafe\u0301 Tua"), ("composed", "Kaf\u00e9 Tua")):
        yield page(f"letters {name}", {"headline": "Kaf\u00e9 Tua"}, headline=text)
    yield page(
        "a decomposed name",
        {"authors": ["Jos\u00e9 Sanz"]},
        byline='<div class="author-2">Jose\u0301 Sanz</div>',
    )


# --- JSON-LD --------------------------------------------------------------------------------------

WHOLE = json.dumps(LD)
REPAIRABLE = {
    "a trailing comma": WHOLE[:-1] + ",}",
    "a comment before": "/* berita */" + WHOLE,
    "a line comment before": "// berita\n" + WHOLE,
    "an HTML comment around": f"<!-- {WHOLE} -->",
    "a CDATA section around": f"//<![CDATA[\n{WHOLE}\n//]]>",
    "a semicolon after": WHOLE + ";",
    "quotation marks as references": WHOLE.replace('"', "&quot;"),
    "a byte order mark before": "\ufeff" + WHOLE,
    "an assignment before": "var data = " + WHOLE,
    "two objects, one after the other": '{"@type": "Organization"}' + WHOLE,
    "single quotes": WHOLE.replace('"', "'"),
    "a raw newline in a text": WHOLE.replace("Harga Garam", "Harga\nGaram"),
    "a raw control character in a text": WHOLE.replace("Harga Garam", "Harga\x01 Garam"),
    "a raw tab in a text": WHOLE.replace("Harga Garam", "Harga\tGaram"),
    "an @graph that is one object": json.dumps({"@graph": LD}),
    "the article below mainEntity": json.dumps({"@type": "WebPage", "mainEntity": LD}),
    "a type with an address": json.dumps(LD | {"@type": "https://schema.org/NewsArticle"}),
    "a type in lower case": json.dumps(LD | {"@type": "newsarticle"}),
    "a list in a list": json.dumps([[LD]]),
}
UNREADABLE = {
    "nothing": "",
    "blanks": " \n\t ",
    "null": "null",
    "a number": "17",
    "a text": '"berita"',
    "an empty list": "[]",
    "an empty object": "{}",
    "an open bracket": "{",
    "100,000 brackets": "[" * 100_000,
    "100,000 objects in one another": '{"a":' * 100_000,
    "a closed nest of 100,000": "[" * 100_000 + "]" * 100_000,
    "a number of 5,000 digits": '{"@type": "NewsArticle", "datePublished": ' + "9" * 5000 + "}",
    "no numbers": '{"@type": "NewsArticle", "datePublished": NaN, "dateModified": Infinity}',
    "no article": json.dumps({"@type": "WebSite", "name": "Media", "datePublished": "2020-02-02"}),
    "a type that is an object": json.dumps(LD | {"@type": {"@id": "NewsArticle"}}),
    "a type that is null": json.dumps(LD | {"@type": None}),
    "a list of odd values": '[null, "x", 5, [], {"@graph": 5}]',
    "a recipe": json.dumps(LD | {"@type": "Recipe"}),
    "cut off in a key": WHOLE[:20],
    "cut off in the date": WHOLE[: WHOLE.index("05:01:05")],
    "cut off at the end": WHOLE[:-1],
}
READABLE = {
    "in a list": json.dumps([LD]),
    "in an @graph": json.dumps({"@context": "https://schema.org", "@graph": [LD]}),
    "in an @graph behind others": json.dumps({"@graph": [{"@type": "WebPage"}, None, 5, LD]}),
    "with two types": json.dumps(LD | {"@type": ["Article", "NewsArticle"]}),
    "with an unknown type beside": json.dumps(LD | {"@type": [None, 5, "NewsArticle"]}),
    "with blanks around": f"\n\n   {WHOLE}\n\n",
    "with a key twice": WHOLE[:-1] + ', "@context": "x"}',
    "with 10,000 other keys": json.dumps(LD | {f"kunci{n}": n for n in range(10_000)}),
    "with null values": json.dumps(LD | {"image": None, "publisher": None}),
}
ODD_VALUES = {
    "null": None,
    "zero": 0,
    "a number": 7.5,
    "true": True,
    "an empty text": "",
    "blanks": "   ",
    "an empty list": [],
    "an empty object": {},
    "a list of null": [None],
    "a list in a list": [[]],
    "an object without a name": {"@type": "Thing"},
    "an object in an object": {"name": {"name": {}}},
}
AUTHORS = {
    "a text": ("Bagus Pranoto", ["Bagus Pranoto"]),
    "a list": ([LD["author"]], ["Bagus Pranoto"]),
    "a list of texts": (["Bagus Pranoto", "Sari Dewi"], ["Bagus Pranoto", "Sari Dewi"]),
    "the same twice": ([LD["author"], LD["author"]], ["Bagus Pranoto"]),
    "nested": ([[LD["author"]]], Either([], ["Bagus Pranoto"])),
    "an object with a list of names": ({"name": ["Bagus Pranoto"]}, Either([], ["Bagus Pranoto"])),
    "an object below an object": ({"author": LD["author"]}, Either([], ["Bagus Pranoto"])),
    "the house": ({"@type": "Organization", "name": "Media Indonesia"}, []),
    "an address": ("https://mediaindonesia.com/author/9", []),
    "a mail address": ("redaksi@mediaindonesia.com", []),
    "a number as text": ("12345", []),
    "marked up": ({"name": "<b>Bagus Pranoto</b>"}, Either([], ["Bagus Pranoto"])),
    "a whole sentence": ("Berita ini ditulis oleh tim redaksi kami di Jakarta pada pagi hari", []),
    "with blanks": ({"name": "  Bagus \n Pranoto "}, ["Bagus Pranoto"]),
    "with control characters": ({"name": "Bagus\x07 Pranoto\x00"}, ["Bagus Pranoto"]),
}
OTHERS = LD | {
    "headline": "Gempa Guncang Pulau Seberang",
    "url": f"{HOST}/nusantara/700001/gempa-guncang-pulau-seberang",
    "mainEntityOfPage": f"{HOST}/nusantara/700001/gempa-guncang-pulau-seberang",
    "datePublished": "2021-03-09T09:00:00+07:00",
    "dateModified": "2021-03-09T09:00:00+07:00",
    "author": {"@type": "Person", "name": "Tono Hartono"},
}


def json_ld() -> Iterator[Case]:
    bare = partial(page, **BARE)
    for name, text in REPAIRABLE.items():
        yield bare(f"with {name}", PERHAPS, ld=ld_script(text))
        yield page(f"with {name}, on a whole page", ld=ld_script(text))
    for name, text in UNREADABLE.items():
        yield bare(f"that is {name}", UNREAD, ld=ld_script(text))
    for name, text in READABLE.items():
        yield bare(name, BARE_GOOD, ld=ld_script(text))
    for name, value in ODD_VALUES.items():
        yield bare(
            f"where every field is {name}",
            UNREAD | {"free_access": Either(None, True) if value is True else None},
            ld=dict.fromkeys((*LD, "isAccessibleForFree"), value) | {"@type": "NewsArticle"},
        )
        yield page(f"where every field is {name}, on a whole page", ld=dict.fromkeys(LD, value))
    for name, (author, editors) in AUTHORS.items():
        yield bare(f"author: {name}", BARE_GOOD | {"editors": editors}, ld={"author": author})
    yield from several_blocks(bare)


def several_blocks(bare: Callable[..., Case]) -> Iterator[Case]:
    own, other = ld_script(WHOLE), ld_script(json.dumps(OTHERS))
    organisation = ld_script(json.dumps({"@type": "Organization", "name": "Media Group"}))
    crumbs = ld_script(json.dumps({"@type": "BreadcrumbList", "itemListElement": []}))
    yield bare("behind an organisation", BARE_GOOD, ld=organisation + crumbs + own)
    yield bare("behind a broken block", BARE_GOOD, ld=ld_script("{") + own)
    yield bare("twice", BARE_GOOD, ld=own + own)
    yield bare("with the block of another article behind", BARE_GOOD, ld=own + other)
    named = ld_script(json.dumps(LD | {"url": URL, "mainEntityOfPage": URL}))
    yield bare("with the block of another article before", BARE_GOOD, ld=other + named)
    yield bare("of another article alone", UNREAD, ld=other)
    graph = json.dumps({"@graph": [OTHERS, LD | {"url": URL, "mainEntityOfPage": URL}]})
    yield bare("with another article first in an @graph", BARE_GOOD, ld=ld_script(graph))
    yield bare(
        "with a list of other articles before",
        BARE_GOOD,
        ld=ld_script(json.dumps({"@type": "ItemList", "itemListElement": [OTHERS]})) + own,
    )
    yield page("of another article on a whole page", ld=other)
    yield bare(
        "in a script of another type",
        UNREAD,
        ld=f'<script type="text/plain">{WHOLE}</script>',
    )
    yield bare(
        "in a script whose type is in capitals",
        PERHAPS,
        ld=f'<script type="application/LD+JSON">{WHOLE}</script>',
    )
    yield bare("in a comment", UNREAD, ld=f"<!-- {own} -->")
    broken = own.replace("Harga Garam", "Harga </script> Garam")
    yield bare("with the end of a script in a text", UNREAD, ld=broken)


# --- Dates ----------------------------------------------------------------------------------------

FIFTH = GOOD["date_published"]
MIDNIGHT = "2026-01-05T00:00:00+07:00"
EASTERN_DIGITS = "05/1/2026 05:00".translate({48 + n: 0x660 + n for n in range(10)})
WIDE_DIGITS = "05/1/2026 05:00".translate({48 + n: 0xFF10 + n for n in range(10)})
SHOWN_DATES = {
    "05/1/2026 05:00": FIFTH,
    "05/1/2026 05.00": Either(None, FIFTH),
    "03/04/2026 10:15": "2026-04-03T10:15:00+07:00",
    "03/04/2026": "2026-04-03T00:00:00+07:00",
    "29/2/2024 10:00": "2024-02-29T10:00:00+07:00",
    "05/1/2026 06:00 WITA": FIFTH,
    "05/1/2026 07:00 WIT": FIFTH,
    "05/1/2026 05:00 WIB": FIFTH,
    "Senin, 5 Januari 2026 05:00 WIB": FIFTH,
    "05/<b>1</b>/2026 <i>05</i>:00": FIFTH,
    "05/1/2026&nbsp;&nbsp;05:00": FIFTH,
    "31/2/2026 05:00": None,
    "31 Februari 2026": None,
    "Senin, 31 Februari 2026 05:00 WIB": None,
    "30/2/2026 05:00": None,
    "29/2/2026 05:00": None,
    "31/4/2026 05:00": None,
    "32/1/2026 05:00": None,
    "0/1/2026 05:00": None,
    "05/0/2026 05:00": None,
    "05/13/2026 05:00": None,
    "00/00/0000 00:00": None,
    "0000-00-00 00:00:00": None,
    "05/1/2026 24:00": Either(None, MIDNIGHT, "2026-01-06T00:00:00+07:00"),
    "05/1/2026 25:00": Either(None, MIDNIGHT),
    "05/1/2026 05:60": Either(None, MIDNIGHT),
    "05/1/2026 99:99": Either(None, MIDNIGHT),
    "05/1/2026 -5:00": Either(None, MIDNIGHT, FIFTH),
    "05/1/0001 05:00": None,
    "05/1/0099 05:00": None,
    "01/1/1970 07:00": None,
    "01/1/1900 00:00": None,
    "05/1/2099 05:00": None,
    "05/1/9999 05:00": None,
    "05/1/20266 05:00": None,
    "05/1/2569 05:00": None,
    "15 Rajab 1447": None,
    "2026": None,
    "Januari 2026": None,
    "05/1": None,
    "05:00": None,
    "Senin": None,
    "kapan-kapan": None,
    "2 jam lalu": None,
    "5 menit yang lalu": None,
    "kemarin": None,
    "kemarin 05:00": None,
    "hari ini": None,
    "baru saja": None,
    "1-3 Januari 2026": None,
    "1/2/3/4/2026": None,
    "12.05.1.2026.7": None,
    "versi 05/1/2026/3": None,
    "0": None,
    "1767564000": Either(None, FIFTH),
    "1767564000000": Either(None, FIFTH),
    "20260105": Either(None, MIDNIGHT),
    "{{ date }}": None,
    "Invalid date": None,
    "NaN/NaN/NaN NaN:NaN": None,
    "undefined": None,
    EASTERN_DIGITS: Either(None, FIFTH),
    WIDE_DIGITS: Either(None, FIFTH),
    "Diterbitkan 05/1/2026 05:00 | Diperbarui 06/1/2026 07:00": FIFTH,
    "<!-- 01/2/2020 10:00 -->05/1/2026 05:00": FIFTH,
    "": None,
    " &nbsp; ": None,
}
LD_DATES = {
    "2026-01-05T05:00:00": FIFTH,
    "2026-01-04T22:00:00Z": FIFTH,
    "2026-01-04T22:00:00.000Z": FIFTH,
    "2026-01-05T06:00:00+08:00": FIFTH,
    "2026-01-05T05:00:00+0700": FIFTH,
    "2026-01-05 05:00:00": FIFTH,
    "  2026-01-05T05:00:00+07:00\n": FIFTH,
    "2026-01-05": MIDNIGHT,
    "2026-01-05T24:00:00+07:00": Either(None, MIDNIGHT, "2026-01-06T00:00:00+07:00"),
    "2026-01-05T05:00:60+07:00": Either(None, MIDNIGHT, FIFTH, "2026-01-05T05:01:00+07:00"),
    "2026-01-05T25:00:00+07:00": Either(None, MIDNIGHT),
    "2026-01-05T05:00:00+99:00": Either(None, MIDNIGHT, FIFTH),
    "20260105T050000+0700": Either(None, FIFTH),
    "2026-W02-1": Either(None, MIDNIGHT),
    "2026-005": Either(None, MIDNIGHT),
    "2026-02-31T05:00:00+07:00": None,
    "2026-02-29T05:00:00+07:00": None,
    "2026-13-05T05:00:00+07:00": None,
    "2026-00-00T00:00:00+07:00": None,
    "0000-00-00T00:00:00+00:00": None,
    "0001-01-01T00:00:00Z": None,
    "-2026-01-05T05:00:00Z": Either(None, "2026-01-05T12:00:00+07:00"),
    "1970-01-01T00:00:00Z": None,
    "1970-01-01T07:00:00+07:00": None,
    "1899-12-30": None,
    "2099-01-05T05:00:00+07:00": None,
    "9999-12-31T23:59:59Z": None,
    "+07:00": None,
    "T05:00:00": None,
    "2026-01": None,
    "P1D": None,
    "1 jam lalu": None,
    "0": None,
    "-1": None,
}
LD_DATE_VALUES = {
    "a list with one date": ([FIFTH], Either(None, FIFTH)),
    "a list of two dates": ([FIFTH, "2026-01-06T05:00:00+07:00"], Either(None, FIFTH)),
    "an empty list": ([], None),
    "an object": ({"@value": FIFTH}, Either(None, FIFTH)),
    "zero": (0, None),
    "seconds": (1767564000, Either(None, FIFTH)),
    "milliseconds": (1767564000000, Either(None, FIFTH)),
    "less than zero": (-1, None),
    "a fraction": (1767564000.5, Either(None, FIFTH)),
    "ten to the 300th": (1e300, None),
    "true": (True, None),
    "milliseconds as text": ("1767564000000", Either(None, FIFTH)),
}


def dates() -> Iterator[Case]:
    for text, date in SHOWN_DATES.items():
        yield page(f"shown {text!a}", {"date_published": date}, **shown(text))
    alone = partial(page, date="", state="")
    for text, date in LD_DATES.items():
        yield alone(
            f"JSON-LD says {text!r}",
            {"date_published": date},
            ld={"datePublished": text, "dateModified": None},
        )
    for name, (value, date) in LD_DATE_VALUES.items():
        yield alone(
            f"JSON-LD says {name}",
            {"date_published": date},
            ld={"datePublished": value, "dateModified": None},
        )
    missing = {"date_published": None, "date_modified": None, "date_precision": None}
    yield page("missing everywhere", missing, date="", state="", ld="")
    yield page(
        "missing, though the address, the body and the copyright hold some",
        missing | {"body": "JAKARTA, 3 Februari 2026, 10:00 WIB."},
        body=paragraphs("JAKARTA, 3 Februari 2026, 10:00 WIB."),
        date="",
        state="",
        ld="",
        url=f"{HOST}/ekonomi/900001/harga-garam-2026-01-03",
        canonical=None,
    )
    yield page(
        "two in a row, and nothing to tell which",
        missing,
        date="".join(
            f'<span class="datetime">{date}</span>'
            for date in ("05/1/2026 05:00", "06/1/2026 07:00")
        ),
        state="",
        ld="",
    )
    yield page(
        "of another article in its list alone",
        missing,
        date="",
        state="",
        ld="",
        related=related_item("humaniora/899992/sekolah", "Sekolah", "02/1/2026 10:00"),
    )
    yield page(
        "published after modified",
        {"date_modified": Either(None, "2026-01-05T09:00:00+07:00")},
        ld={
            "datePublished": "2026-01-05T09:00:00+07:00",
            "dateModified": "2026-01-05T05:00:00+07:00",
        },
    )
    yield page(
        "modified before the shown publication",
        {"date_modified": None},
        ld={
            "datePublished": "2026-01-04T05:00:00+07:00",
            "dateModified": "2026-01-04T05:00:00+07:00",
        },
    )
    yield page(
        "modified in 2099",
        {"date_modified": None},
        ld={"datePublished": FIFTH, "dateModified": "2099-01-01T00:00:00+07:00"},
    )
    yield page(
        "in the state 31 February, shown right", state={"published_date": "2026-02-31 05:00:00"}
    )
    yield page(
        "in the state all zeros, shown right", state={"published_date": "0000-00-00 00:00:00"}
    )
    yield page("in the state empty, shown right", state={"published_date": ""})
    yield page("in the state in 1970, shown right", state={"published_date": "1970-01-01 07:00:00"})
    yield page(
        "impossible in every place",
        missing,
        date='<span class="datetime">31/2/2026 05:00</span>',
        state={"published_date": "2026-02-31 05:00:00"},
        ld={"datePublished": "2026-02-31T05:00:00+07:00", "dateModified": "2026-02-30T05:00:00Z"},
    )


# --- Markup ---------------------------------------------------------------------------------------

TWO = "Satu.\n\nDua."
BODIES = {
    "unclosed paragraphs": ("<p>Satu.<p>Dua.", TWO),
    "stray ends of paragraphs": ("<p>Satu.</p></p></p><p>Dua.</p></p>", TWO),
    "stray ends of other tags": ("<p>Satu.</b></i></span></a></li></p><p>Dua.</p>", TWO),
    "crossed tags": ("<p><b>Sa<i>tu</b>.</i></p><p>Dua.</p>", TWO),
    "a paragraph in bold that is closed outside": ("<b><p>Satu.</b></p><p>Dua.</p>", TWO),
    "paragraphs in paragraphs": ("<p><p><p>Satu.</p></p></p><p>Dua.</p>", TWO),
    "empty paragraphs": ("<p></p><p>Satu.</p><p/><p> </p><p>Dua.</p><p>&nbsp;</p>", TWO),
    "tags in capitals": ("<P>Satu.</P><P>Dua.</P>", TWO),
    "blanks in tags": ("<p\n>Satu.</p\n><p\t class = x >Dua.</p >", TWO),
    "attributes without quotes": (
        "<p class=a id=b data-x=1>Satu.</p><p style=color:red>Dua.</p>",
        TWO,
    ),
    "attributes twice": ('<p class="a" class="b" id=x id=y>Satu.</p><p>Dua.</p>', TWO),
    "an end of a tag in an attribute": ('<p title="a > b">Satu.</p><p>Dua.</p>', TWO),
    "markup in an attribute": ('<p title="<p>Tiga.</p>">Satu.</p><p>Dua.</p>', TWO),
    "attributes with odd names": ("<p @click='x' :a=1 #b [c]=2 \"d\">Satu.</p><p>Dua.</p>", TWO),
    "an unknown element": ("<iklan-baris><p>Satu.</p></iklan-baris><p>Dua.</p>", TWO),
    "an element with a namespace": ("<o:p></o:p><p>Satu.<o:p></o:p></p><p>Dua.</p>", TWO),
    "nested tables": (
        "<table><tr><td><table><tr><td>Satu.</td></tr></table></td></tr><tr><td>Dua.</td></tr></table>",
        TWO,
    ),
    "an unclosed table": ("<table><tr><td>Satu.<tr><td>Dua.", TWO),
    "an unclosed list": ("<ul><li>Satu.<li>Dua.</ul>", TWO),
    "lines with breaks": ("Satu.<br><br/>Dua.<br />", TWO),
    "a hundred breaks": ("Satu." + "<br>" * 100 + "Dua.", TWO),
    "a picture of lines": (
        "<p>Satu.</p><svg><title>Tiga.</title><text>Empat.</text></svg><p>Dua.</p>",
        TWO,
    ),
    "a formula": ("<p>Satu.</p><p>Dua.</p><math></math>", TWO),
    "a template": ("<p>Satu.</p><template><p>Tiga.</p></template><p>Dua.</p>", TWO),
    "text for readers without scripts": (
        "<p>Satu.</p><noscript><p>Tiga.</p></noscript><p>Dua.</p>",
        TWO,
    ),
    "a comment": ("<p>Satu.</p><!-- <p>Tiga.</p> --><p>Dua.</p>", TWO),
    "a comment in a word": ("<p>Sa<!-- x -->tu.</p><p>Dua.</p>", TWO),
    "a comment with dashes": ("<p>Satu.</p><!-- a -- b --- c ----><p>Dua.</p>", TWO),
    "an empty comment": ("<p>Satu.</p><!----><p>Dua.</p>", TWO),
    "a comment with an exclamation mark": (
        "<p>Satu.</p><!-- a --!><p>Dua.</p>",
        Either(TWO, "Satu."),
    ),
    "a comment that never ends": ("<p>Satu.</p><!-- <p>Dua.</p>", Either(TWO, "Satu.")),
    "a conditional comment": ("<p>Satu.</p><!--[if IE]><p>Tiga.</p><![endif]--><p>Dua.</p>", TWO),
    "a bogus comment": ("<p>Satu.</p><! tiga ><p>Dua.</p>", TWO),
    "a processing instruction": ("<p>Satu.</p><?php echo 'Tiga.'; ?><p>Dua.</p>", TWO),
    "a CDATA section": ("<p>Satu.</p><![CDATA[Tiga.]]><p>Dua.</p>", TWO),
    "a script": ("<p>Satu.</p><script>tulis('<p>Tiga.</p>')</script><p>Dua.</p>", TWO),
    "a script in a paragraph": ("<p>Satu.<script>tulis('</p>Tiga.')</script></p><p>Dua.</p>", TWO),
    "a script with a comment": ("<p>Satu.</p><script><!-- a </p> --></script><p>Dua.</p>", TWO),
    "a script with smaller signs": (
        "<p>Satu.</p><script>if (a<b && c>d) {}</script><p>Dua.</p>",
        TWO,
    ),
    "a style": ("<p>Satu.</p><style>p > a { content: '</p>' }</style><p>Dua.</p>", TWO),
    "a form": (
        "<p>Satu.</p><form><input value='Tiga.'><button>Kirim</button></form><p>Dua.</p>",
        TWO,
    ),
    "a choice": ("<p>Satu.</p><select><option>Tiga.</select><p>Dua.</p>", TWO),
    "a text field": ("<p>Satu.</p><textarea><p>Tiga.</p></textarea><p>Dua.</p>", TWO),
    "a frame": ("<p>Satu.</p><iframe src='//x'><p>Tiga.</p></iframe><p>Dua.</p>", TWO),
    "an embedded object": ("<p>Satu.</p><object data='x.swf'>Tiga.</object><p>Dua.</p>", TWO),
    "a film": ("<p>Satu.</p><video src='x.mp4'>Tiga.</video><p>Dua.</p>", TWO),
    "a link in a link": ("<p><a href='/a'>Sa<a href='/b'>tu</a></a>.</p><p>Dua.</p>", TWO),
    "a smaller sign in the text": ("<p>Satu 3 < 5.</p><p>Dua.</p>", "Satu 3 < 5.\n\nDua."),
    "a lone bigger sign": ("<p>Satu > nol.</p><p>Dua.</p>", "Satu > nol.\n\nDua."),
    "300 nested divs": ("<div>" * 300 + "<p>Satu.</p><p>Dua.</p>" + "</div>" * 300, TWO),
    "200 nested spans that never end": ("<p>" + "<span>" * 200 + "Satu.</p><p>Dua.</p>", TWO),
    "text outside paragraphs": ("Satu.<div>Dua.</div>", TWO),
    "a second html element": (
        "<html><body><p>Satu.</p></body></html><p>Dua.</p>",
        Either(TWO, "Satu."),
    ),
    "a second doctype": ("<!DOCTYPE html><p>Satu.</p><p>Dua.</p>", TWO),
    "a head in the body": (
        "<head><title>Tiga.</title></head><p>Satu.</p><p>Dua.</p>",
        Either(TWO, "Tiga.\n\n" + TWO),
    ),
    "adverts only between": ("<p>Satu.</p><div class='dfp-ad'><p>Tiga.</p></div><p>Dua.</p>", TWO),
}
NO_BODIES = {
    "nothing": "",
    "blanks": " \n\t&nbsp; ",
    "empty paragraphs": "<p></p><p> </p><p>&nbsp;</p>",
    "adverts": "<div class='dfp-ad'><p>Beli sekarang!</p></div><div class='banner'>Diskon</div>",
    "pictures": f"<p><img src='{PICTURE}' alt='Garam'></p><figure><img src='{PICTURE}'></figure>",
    "scripts": "<script>tulis('Berita')</script><style>p {}</style>",
    "comments": "<!-- Berita -->",
    "a template": "<template><p>Berita.</p></template>",
    "a frame": "<iframe src='https://www.youtube.com/embed/x'>Berita.</iframe>",
    "other articles": f"<p class='related-news'>Baca juga: <a href='{HOST}/ekonomi/1/a'>A</a></p>",
    "its headline": "<p>Harga Garam Naik: Petambak Untung?</p>",
    "a sign-off": "<p>(E-1)</p>",
    "channel lines": "<p>Ikuti berita lain di Google News dan saluran WhatsApp kami.</p>",
}
HEADLINES = {
    "empty": ("<h1></h1>", GOOD["headline"]),
    "blanks": ("<h1> \n&nbsp; </h1>", GOOD["headline"]),
    "a comment": ("<h1><!-- Judul --></h1>", GOOD["headline"]),
    "a picture": ("<h1><img src='/logo.png' alt='Media'></h1>", GOOD["headline"]),
    "unclosed": ("<h1>Garam Naik<div></div>", Either("Garam Naik", GOOD["headline"])),
    "twice": ("<h1>Garam Naik</h1><h1>Gula Turun</h1>", "Garam Naik"),
    "empty, then full": ("<h1></h1><h1>Garam Naik</h1>", "Garam Naik"),
    "full of tags": ("<h1><span><b>Ga<i>ram</i></b> <u>Naik</u></span></h1>", "Garam Naik"),
    "a link": ("<h1><a href='/x'>Garam Naik</a></h1>", "Garam Naik"),
    "with a script": ("<h1>Garam<script>x()</script> Naik</h1>", "Garam Naik"),
    "with a style": ("<h1><style>h1 {}</style>Garam Naik</h1>", "Garam Naik"),
    "with a template": ("<h1>Garam<template>x</template> Naik</h1>", "Garam Naik"),
    "with a drawing": ("<h1><svg><title>ikon</title></svg>Garam Naik</h1>", "Garam Naik"),
    "on several lines": ("<h1>\n\tGaram\n\n\tNaik\n</h1>", "Garam Naik"),
    "of 3,000 words": (f"<h1>{'Garam ' * 3_000}</h1>", "Garam " * 2_999 + "Garam"),
}


def markup() -> Iterator[Case]:
    for name, (html, body) in BODIES.items():
        yield page(f"body with {name}", {"body": body}, body=html)
    for name, html in NO_BODIES.items():
        yield page(f"body of nothing but {name}", "unrecognised_template", body=html)
    for name, (html, headline) in HEADLINES.items():
        yield page(
            f"headline {name}",
            {"headline": headline},
            headline="@",
            edit=swap("<h1>@</h1>", html),
        )
    yield page(
        "no headline anywhere",
        {"headline": None},
        headline="",
        state="",
        ld="",
        edit=swap('<meta property="og:title" content="Harga Garam Naik Petambak Untung">', ""),
    )
    yield page(
        "a headline in the frame alone",
        edit=swap('<div class="master">', '<h1>Media Indonesia</h1><div class="master">'),
    )
    yield page("classes without quotes", edit=swap('<div class="article">', "<div class=article>"))
    yield page(
        "a class twice", edit=swap('<div class="article">', '<div class="article" class="x">')
    )
    yield page(
        "a class among others", edit=swap('<div class="article">', '<div class=" a  article\tb ">')
    )
    yield page(
        "container tags in capitals", edit=swap('<div class="article">', '<DIV CLASS="article">')
    )
    yield page("no doctype", edit=swap("<!DOCTYPE html>", ""))
    yield page(
        "an old doctype",
        edit=swap("<!DOCTYPE html>", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">'),
    )
    yield page("no ends at all", edit=lambda html: html[: html.index("</p></p> <br>")])
    yield page("no head", edit=swap("<head>", "", "</head>", ""))
    yield page(
        "a base address elsewhere", {"url": URL}, head='<base href="https://jahat.example/">'
    )
    yield page("HTML before the doctype", before="<p>Peringatan: kesalahan layout</p>\n")
    yield page("carriage returns alone as line ends", edit=lambda html: html.replace("\n", "\r"))
    lines = [f"Paragraf nomor {number} tentang garam." for number in range(3000)]
    yield page("3,000 paragraphs", {"body": "\n\n".join(lines)}, body=paragraphs(*lines))
    long = "garam " * (MEGABYTE // 6) + "habis."
    yield page("a paragraph of a megabyte", "too_long", body=f"<p>{long}</p>")
    half = long[: MEGABYTE // 2].strip()
    yield page("a paragraph of half a megabyte", {"body": half}, body=f"<p>{half}</p>")
    word = "a" * (MEGABYTE // 2)
    yield page("a word of half a megabyte", {"body": word}, body=f"<p>{word}</p>")
    entities = "".join(
        f'<!ENTITY bom{n} "{f"&bom{n - 1};" * 10 if n else "duar"}">' for n in range(10)
    )
    yield page(
        "an entity bomb",
        {"body": Either("HARGA &bom9; naik.", "HARGA naik.")},
        body="<p>HARGA &bom9; naik.</p>",
        edit=swap("<!DOCTYPE html>", f"<!DOCTYPE html [{entities}]>"),
    )
    for name, address in (("a file", "file:///etc/passwd"), ("an address", "http://127.0.0.1/x")):
        yield page(
            f"an entity from {name}",
            {"body": Either("HARGA &isi; naik.", "HARGA naik.")},
            body="<p>HARGA &isi; naik.</p>",
            edit=swap("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY isi SYSTEM "{address}">]>'),
        )


# --- No articles ----------------------------------------------------------------------------------

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb\x00C\x00"
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,"
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Terbaru</title>
<item><title>Garam</title><link>{URL}</link><description>&lt;p&gt;Naik.&lt;/p&gt;</description>
<content:encoded><![CDATA[<div class="article"><p>HARGA garam naik.</p></div>]]></content:encoded>
</item></channel></rss>"""
ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Terbaru</title>
<entry><title>Garam</title><link href="{URL}"/>
<summary type="html"><![CDATA[<p>Naik</p>]]></summary></entry></feed>"""
SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>{URL}</loc></url></urlset>"""
SITEMAPS = """<?xml version="1.0"?><sitemapindex><sitemap><loc>https://mediaindonesia.com/s.xml</loc>
</sitemap></sitemapindex>"""
FILES = {
    "a PDF": ("application/pdf", PDF),
    "a PNG": ("image/png", PNG),
    "a JPEG": ("image/jpeg", JPEG),
    "a GIF": ("image/gif", GIF),
    "a WebP": ("image/webp", b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x000\x01\x00"),
    "a film": (
        "video/mp4",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08free",
    ),
    "a ZIP": (
        "application/zip",
        b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + zlib.compress(b"garam" * 99),
    ),
    "a font": ("font/woff2", b"wOF2\x00\x01\x00\x00\x00\x00\x1f\x40\x00\x11"),
    "a page packed with gzip": ("application/gzip", gzip.compress(article_page().encode())),
    "a page packed with deflate": (
        "application/octet-stream",
        zlib.compress(article_page().encode()),
    ),
    "noise": ("application/octet-stream", random.Random(1).randbytes(100_000)),
    "an RSS feed": ("application/rss+xml", RSS.encode()),
    "an Atom feed": ("application/atom+xml", ATOM.encode()),
    "a sitemap": ("application/xml", SITEMAP.encode()),
    "an index of sitemaps": ("text/xml", SITEMAPS.encode()),
    "a drawing": ("image/svg+xml", b'<?xml version="1.0"?><svg><text>Garam</text></svg>'),
    "JSON": ("application/json", json.dumps({"judul": "Garam", "isi": article_page()}).encode()),
    "a JSON list": ("application/json", json.dumps([article_page()]).encode()),
    "a JSON error": ("application/json", b'{"error": "not found", "code": 404}'),
    "JSON-LD": ("application/ld+json", json.dumps(LD).encode()),
    "a script": ("text/javascript", b"window.location = '/masuk';"),
    "a style sheet": ("text/css", b"body { color: red }"),
    "plain text": ("text/plain", b"Harga garam naik.\n\nPetambak untung."),
    "a table": ("text/csv", b"judul,isi\nGaram,Naik\n"),
}
SHELL = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{0}</title>{2}</head>
<body>{1}</body></html>"""


def shell(title: str, body: str, head: str = "") -> str:
    return SHELL.format(title, body, head)


ERRORS = {
    "404 in the frame of the site": shell(
        "Halaman Tidak Ditemukan - Media Indonesia",
        '<section class="detail"><h1>404</h1><p>Maaf, halaman itu tidak ada.</p></section>',
    ),
    "404 as a bare page": shell(
        "404 Not Found", "<center><h1>404 Not Found</h1></center><hr>nginx"
    ),
    "502 with status 200": shell("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center>"),
    "an error of PHP": "<br />\n<b>Fatal error</b>: Out of memory in <b>/www/a.php</b><br /><p>",
    "no database": shell("Kesalahan", "<h1>Error establishing a database connection</h1>"),
    "maintenance": shell(
        "Sedang Perbaikan",
        '<div class="content"><h1>Kami segera kembali</h1><p>Situs sedang diperbaiki.</p></div>',
    ),
    "an error of the framework": shell(
        "Whoops!", "<div><h1>Whoops, something went wrong.</h1></div>"
    ),
    "the web server's own page": shell(
        "Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>It works.</p>"
    ),
    "a list of files": shell(
        "Index of /", "<h1>Index of /</h1><pre><a href='a.html'>a.html</a></pre>"
    ),
    "a domain for sale": shell(
        "mediaindonesia.com", "<h1>Domain ini dijual</h1><p>Tawar sekarang.</p>"
    ),
    "a page that loads all by script": shell("Media Indonesia", '<div id="root"></div>'),
    "a page that asks for scripts": shell(
        "Media Indonesia", "<noscript><p>Aktifkan JavaScript untuk membaca.</p></noscript>"
    ),
    "a refresh alone": shell("", "", '<meta http-equiv="refresh" content="0; url=/masuk">'),
    "a refresh to a file": shell(
        "", "<p></p>", '<meta http-equiv="refresh" content="0;url=file:///">'
    ),
    "a redirect by script": shell("", "<script>location.href = '/beranda'</script>"),
    "an empty html element": "<html></html>",
    "an empty body": "<!DOCTYPE html><html><head></head><body></body></html>",
    "a doctype alone": "<!DOCTYPE html>",
    "a headline and a text in no template": shell("Garam", "<h1>Garam Naik</h1><p>HARGA naik.</p>"),
    "a page cut off in its head": article_page()[: article_page().index("</head>")],
    "a page cut off before its body": article_page()[
        : article_page().index('<div class="article">')
    ],
}
CHALLENGES = {
    "just a moment": shell("Just a moment...", "<p>Checking the site connection security</p>"),
    "just a moment in capitals": shell("JUST A MOMENT...", "<div></div>"),
    "options of the challenge": shell(
        "mediaindonesia.com", "<script>window._cf_chl_opt = {};</script>"
    ),
    "security verification": shell("mediaindonesia.com", "<p>Performing security verification</p>"),
    "attention required": shell(
        "Attention Required! | Cloudflare",
        "<h1>Sorry, you have been blocked</h1><p>Cloudflare Ray ID: 8a1b2c3d4e5f</p>",
    ),
    "checking your browser": shell(
        "mediaindonesia.com", "<h1>Checking your browser before accessing mediaindonesia.com.</h1>"
    ),
    "human or not": shell(
        "mediaindonesia.com",
        '<p>Verify you are human</p><div class="cf-turnstile" data-sitekey="x"></div>'
        '<script src="https://challenges.cloudflare.com/turnstile/v0/api.js"></script>',
    ),
    "one moment in Indonesian": shell(
        "Tunggu sebentar...",
        '<p>Memverifikasi bahwa Anda manusia.</p><script src="/cdn-cgi/challenge-platform/h/b/'
        'orchestrate/chl_page/v1"></script>',
    ),
    "a firewall of Sucuri": shell(
        "Sucuri WebSite Firewall - Access Denied",
        "<h1>Access Denied - Sucuri Website Firewall</h1>",
    ),
    "an Incapsula frame": shell(
        "",
        '<iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful. Incapsula</iframe>',
    ),
    "a captcha of DataDome": shell(
        "mediaindonesia.com",
        '<p>Please enable JS and disable any ad blocker</p><script src="https://ct.captcha-delivery.com/c.js"></script>',
    ),
    "press and hold": shell(
        "Access to this page has been denied",
        '<div id="px-captcha"></div><p>Press &amp; Hold to confirm you are a human</p>',
    ),
    "a challenge of Kasada": shell(
        "", '<script>window.KPSDK={};KPSDK.now=Date.now.bind(Date);</script><script src="/ips.js">'
    ),
    "a block of Wordfence": shell(
        "Your access to this site has been limited by the site owner",
        "<p>Generated by Wordfence at Sen, 24 Nov 2025 10:00:00 GMT</p>",
    ),
    "a challenge of AWS": shell(
        "Human Verification",
        '<script>AwsWafIntegration.getToken()</script><div id="captcha-container"></div>',
    ),
}
WALLS = {
    "a login form": shell(
        "Masuk - Media Indonesia",
        '<h1>Masuk</h1><p>Silakan masuk untuk melanjutkan membaca.</p><form action="/login">'
        '<input type="email" name="email"><input type="password" name="password"></form>',
    ),
    "a login form in English": shell(
        "Sign in",
        '<h1>Sign in</h1><form action="/login" method="post"><input name="user">'
        '<input type="password" name="password"><button>Log in</button></form>',
    ),
    "a registration form": shell(
        "Daftar - Media Indonesia",
        '<h1>Daftar</h1><p>Buat akun untuk membaca berita ini.</p><form action="/register">'
        '<input type="email" name="email"><input type="password" name="kata_sandi"></form>',
    ),
    "an offer of a subscription": shell(
        "Berlangganan - Media Indonesia",
        "<h1>Berlangganan</h1><p>Berlangganan untuk melanjutkan membaca. Sudah berlangganan? "
        '<a href="/login">Masuk</a></p>',
    ),
    "a consent wall": shell(
        "Persetujuan",
        "<h1>Kami menghargai privasi Anda</h1><p>Kami dan mitra kami memakai cookie. Setujui untuk "
        "melanjutkan.</p><button>Terima semua</button><button>Tolak</button>",
    ),
    "a consent wall in English": shell(
        "Before you continue",
        "<h1>We value your privacy</h1><p>We use cookies. Please accept to continue.</p>"
        "<button>Accept all</button><button>Reject all</button>",
    ),
}


def no_articles() -> Iterator[Case]:
    for name, (kind, body) in FILES.items():
        refusal = ("not_html", "unrecognised_template") if name == "noise" else "not_html"
        yield raw(
            f"{name} as {kind}",
            body,
            refusal,
            kind=kind,
        )
        yield raw(
            f"{name} as HTML",
            body,
            refusal,
        )
        yield raw(
            f"{name} as nothing",
            body,
            refusal,
            kind=None,
        )
    yield page("a page as plain text is read", kind="text/plain; charset=utf-8")
    yield page("a page as bytes is read", kind="application/octet-stream", before="")
    yield page("XHTML is read", kind="application/xhtml+xml", before='<?xml version="1.0"?>\n')
    for name, body in {
        "nothing at all": b"",
        "blanks": b" \r\n\t ",
        "a byte order mark of UTF-8": b"\xef\xbb\xbf",
        "a byte order mark of UTF-16": b"\xff\xfe",
        "NULs": b"\x00" * 64,
        "zero width spaces": "\u200b\u200b".encode(),
    }.items():
        yield raw(name, body, ("empty_page", "not_html"))
    for name in ("index", "indeks", "ekonomi", "editorials", "foto", "politik-dan-hukum"):
        file = FIXTURES / f"{name}.html"
        yield raw(f"the index page {name}", file.read_bytes, "unrecognised_template")
    for name, html in ERRORS.items():
        yield raw(name, html, REFUSED)
    for name, html in CHALLENGES.items():
        yield raw(f"challenge: {name}", html, "challenge_page")
    yield raw(
        "challenge: a header alone says so",
        shell("mediaindonesia.com", "<p>Enable JavaScript and cookies to continue</p>"),
        "challenge_page",
        cf_mitigated="challenge",
    )
    for name, html in WALLS.items():
        yield raw(f"wall: {name}", html, "wall_page")
    yield from still_articles()
    yield from of_others()


def still_articles() -> Iterator[Case]:
    """Good pages that have something of a challenge or a wall."""
    script = '<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script>'
    yield page("an article with Cloudflare's script", after=script)
    text = "FILM Just a Moment... tayang, kata Sari. Verify you are human, begitu bunyi posternya."
    yield page("an article about a challenge", {"body": text}, body=paragraphs(text))
    yield page(
        "an article with a title like a challenge",
        edit=swap(
            "<title>Harga Garam Naik Petambak Untung    </title>", "<title>Just a moment</title>"
        ),
    )
    yield page(
        "an article with a consent banner",
        after="<div id='cookie'><p>Kami menghargai privasi Anda</p><button>Setuju</button></div>",
    )
    form = (
        '<form action="/login"><input type="password" name="password"><button>Masuk</button></form>'
    )
    yield page(
        "an article with a login form",
        edit=swap('<div class="master">', f'{form}<div class="master">'),
    )
    yield page(
        "an article with a captcha", after='<div class="g-recaptcha" data-sitekey="x"></div>'
    )
    text = "SILAKAN masuk untuk melanjutkan, kata petugas di loket itu."
    yield page("an article with the words of a wall", {"body": text}, body=paragraphs(text))
    yield page(
        "an article that is not free", {"free_access": False}, ld={"isAccessibleForFree": False}
    )


def of_others() -> Iterator[Case]:
    elsewhere = '<link rel="canonical" href="https://www.contoh.id/ekonomi/1/garam">'
    body = '<h1>Garam Naik</h1><div itemprop="articleBody"><p>HARGA naik.</p></div>'
    yield raw("a page of another publisher", shell("Garam", body, elsewhere), "another_publisher")
    yield raw(
        "a page of another publisher with a body of ours",
        shell("Garam", body.replace('itemprop="articleBody"', 'class="article"'), elsewhere),
        "another_publisher",
    )
    yield raw(
        "a page of another publisher in its own template",
        shell(
            "Garam",
            '<h1>Garam Naik</h1><div class="read__content"><p>HARGA naik.</p></div>',
            elsewhere,
        ),
        ("another_publisher", "unrecognised_template"),
    )
    for url in (f"{HOST}/", f"{HOST}/indeks", f"{HOST}/ekonomi/20/40", f"{HOST}/tag/garam"):
        yield page(f"an article page at {url}", "not_an_article_url", url=url)
    yield page(
        "an article page at another host", "not_an_article_url", url="https://contoh.id/a/1/b"
    )


# --- Hostile pages --------------------------------------------------------------------------------

ANY_OUTCOME = (REFUSED, {"body": Anything()})
"""Only the time counts; if there is an article, its other fields are those of a good page."""


LOOSE = (REFUSED, dict.fromkeys(GOOD, Whatever()))
"""The same where what is hostile is a field itself."""


def attributes(count: int, pattern: str = "a{0}=1", tag: str = "p") -> str:
    return f"<{tag} " + " ".join(pattern.format(number) for number in range(count)) + ">"


FLOODS = {
    "20,000 attributes": lambda: attributes(20_000) + "Teks.",
    "200,000 attributes": lambda: attributes(200_000) + "Teks.",
    "20,000 attributes with quotes": lambda: attributes(20_000, 'a{0}="x y"') + "Teks.",
    "9,000 attributes with signs in their quotes": lambda: attributes(9_000, "a{0}='<p>'"),
    "20,000 attributes without values": lambda: attributes(20_000, "a{0}") + "Teks.",
    "20,000 attributes between slashes": lambda: (
        "<p" + "".join(f"/a{n}" for n in range(20_000)) + ">"
    ),
    "20,000 attributes on lines": lambda: (
        "<p\n" + "\n".join(f"a{n}=1" for n in range(20_000)) + ">"
    ),
    "20,000 attributes of one name": lambda: "<p " + "a=1 " * 20_000 + ">Teks.",
    "20,000 attributes on a picture": lambda: attributes(20_000, tag="img"),
    "20,000 attributes on an unknown tag": lambda: attributes(20_000, tag="x-y"),
    "1,200 attributes": lambda: attributes(1_200) + "Teks.",
}
MANY_TAGS = {
    "150,000 breaks": lambda: "<br>" * 150_000,
    "150,000 empty elements": lambda: "<i></i>" * 150_000,
    "150,000 paragraphs": lambda: "<p>a" * 150_000,
    "150,000 pictures": lambda: "<img src=x>" * 150_000,
    "150,000 links": lambda: "<a href=/ekonomi/1/a>a</a>" * 150_000,
    "150,000 unknown elements": lambda: "<x-y></x-y>" * 150_000,
    "150,000 tags in a comment": lambda: "<!--" + "<br>" * 150_000 + "-->",
    "100,000 nested elements": lambda: "<div>" * 100_000 + "Teks.",
}
FLAT = {
    "5,000 paragraphs that never end": "<p>" * 5_000,
    "5,000 breaks": "<br>" * 5_000,
    "5,000 pictures": "<img src=x>" * 5_000,
    "5,000 divs side by side": "<div></div>" * 5_000,
    "5,000 list items that never end": "<ul>" + "<li>" * 5_000 + "</ul>",
    "5,000 cells that never end": "<table><tr>" + "<td>" * 5_000 + "</table>",
    "5,000 nested divs in a comment": "<!--" + "<div>" * 5_000 + "-->",
    "5,000 nested divs in a script": "<script>'" + "<div>" * 5_000 + "'</script>",
    "5,000 nested divs in an attribute": f'<b title="{"<div>" * 5_000}"></b>',
    "20,000 attributes in a comment": f"<!-- {attributes(20_000)} -->",
    "20,000 attributes in a script": f"<script>'{attributes(20_000)}'</script>",
    "9,000 attributes on 9,000 tags": "<b a=1></b>" * 9_000,
    "100 attributes": f"{attributes(100, tag='b')}</b>",
    "9,000 empty elements": "<i></i>" * 9_000,
    "300 nested divs": "<div>" * 300 + "</div>" * 300,
    "15,000 tags in a comment": "<!--" + "<br>" * 15_000 + "-->",
}
STUFFING = {
    "smaller signs": b"<",
    "bigger signs": b">",
    "double quotes": b'"',
    "single quotes": b"'",
    "equals signs": b"=",
    "starts of comments": b"<!--",
    "ends of comments": b"-->",
    "ampersands": b"&",
    "starts of references": b"&#",
    "blanks": b" ",
    "line ends": b"\n",
    "starts of tags": b"<a ",
    "starts of end tags": b"</",
    "tags that never end": b"<p",
    "tags with an open quote": b'<a b="',
    "starts of CDATA": b"<![CDATA[",
    "starts of declarations": b"<!",
    "starts of instructions": b"<?",
    "slashes": b"/",
    "NULs": b"\x00",
    "broken bytes": b"\xff",
    "brackets": b"(",
    "letters": b"a",
    "digits": b"1",
    "two-byte letters": "é".encode(),
    "letters encoded twice": "Ã©".encode(),
    "starts of scripts": b"<script>",
    "titles": b"<title>",
}
FIELDS = {
    "headline of brackets": {"headline": partial("(".__mul__, MEGABYTE)},
    "headline of blanks": {"headline": lambda: "a" + " " * MEGABYTE + "b"},
    "byline of commas": {"byline": lambda: f'<div class="author-2">{"a," * 200_000}</div>'},
    "byline of colons": {"byline": lambda: f'<div class="author-2">{"Penulis: " * 100_000}</div>'},
    "byline of breaks": {"byline": lambda: f'<div class="author-2">{"a<br>" * 40_000}</div>'},
    "date of digits": {"date": lambda: f'<span class="datetime">{"1" * MEGABYTE}</span>'},
    "date of slashes": {"date": lambda: f'<span class="datetime">{"1/" * 500_000}</span>'},
    "caption of brackets": {
        "figure": lambda: (
            f'<figure class="main-img"><figcaption>{"(" * MEGABYTE}</figcaption></figure>'
        )
    },
    "caption of closed brackets": {
        "figure": lambda: (
            f'<figure class="main-img"><figcaption>{"()" * 500_000}</figcaption></figure>'
        )
    },
    "paragraph of blanks": {"body": lambda: f"<p>a{' ' * MEGABYTE}b</p>"},
    "paragraph of labels": {"body": lambda: f"<p>{'Baca juga: ' * 90_000}</p>"},
    "paragraph of capitals": {"body": lambda: f"<p>{'A ' * 500_000}</p>"},
    "paragraph of first runs": {"body": lambda: f"<p>{'artikel ini tayang di A ' * 40_000}</p>"},
    "paragraph of channels": {"body": lambda: f"<p>{'ikuti ' * 160_000}</p>"},
    "paragraph of datelines": {"body": lambda: f"<p>{'Aa, ' * 250_000}</p>"},
    "paragraph of sign-offs": {"body": lambda: f"<p>Teks. {'(E-1) ' * 160_000}</p>"},
    "paragraph of brackets": {"body": lambda: f"<p>{'(' * MEGABYTE}</p>"},
    "40,000 links in a paragraph": {
        "body": lambda: f"<p>Baca juga: {'<a href=/a>a</a>' * 40_000}</p>"
    },
    "state of quotes": {
        "state": lambda: f"<script>dataLayer.push({{{chr(39) * MEGABYTE}}})</script>"
    },
    "state of keys": {
        "state": lambda: f"<script>dataLayer.push({{{chr(39)}a': 'b{', ' * 300_000}</script>"
    },
    "state of open values": {
        "state": lambda: "<script>dataLayer.push({" + "'a': 'b" * 120_000 + "</script>"
    },
    "JSON-LD of brackets": {"ld": lambda: ld_script("[" * MEGABYTE)},
    "JSON-LD of backslashes": {"ld": lambda: ld_script('{"a": "' + "\\" * MEGABYTE)},
    "tags of commas": {
        "tags": (),
        "state": lambda: f"<script>dataLayer.push({{'tags': '{',' * 500}'}})</script>",
    },
    "tags of signs": {"tags": ("#" * MEGABYTE,)},
    "9,000 related articles": {
        "related": lambda: "".join(related_item(f"a/{n + 1}/a", "A") for n in range(9_000))
    },
    "canonical of a megabyte": {"canonical": lambda: URL + "a" * MEGABYTE},
    "canonical of dots": {"canonical": lambda: f"{HOST}/" + "../" * 300_000},
    "robots of commas": {"head": lambda: f'<meta name="robots" content="{"noindex," * 100_000}">'},
    "20,000 meta tags": {"head": lambda: '<meta name="robots" content="noindex">' * 20_000},
}


NESTS = {
    "headlines": "<h1>",
    "headlines with spans": "<h1><span>",
    "links": "<a href='/ekonomi/1/a'>",
    "links with spans": "<a href='/ekonomi/1/a'><span>",
    "dates": "<span class='datetime'>",
    "old dates": "<span class='meta'>",
    "bylines": "<div class='info'><div class='author-2'>",
    "editors": "<div class='info-author'>",
    "breadcrumbs": "<ul class='mi-breadcrumb'><li></li><li>",
    "tags": "<ul class='related-tags'><li><a>",
    "headings of lists": "<div class='ti'>",
    "read-also boxes": "<div class='related-news'>",
    "captions": "<figure class='main-img'><figcaption>",
    "bodies": "<div class='article'>",
    "old bodies": "<div itemprop='articleBody'>",
    "quotations": "<blockquote>",
    "bold texts": "<b>",
}
"""Elements that stand in one another, each with the same long text: work for each, work for all."""
LEVELS = 300
CROWDS = {
    "headlines and old dates": (
        "<h1>A</h1>",
        "<span class='meta'>Senin, 5 Jan 2026, 05:00 WIB</span>",
    ),
    "headlines and figures": ("<h1>A</h1>", f"<figure><img src='{PICTURE}'></figure>"),
    "headlines and writers": ("<h1>A</h1>", "<span>Penulis: Rina Astuti</span>"),
    "old dates and old bodies": (
        "<span class='meta'>Senin, 5 Jan 2026, 05:00 WIB</span>",
        "<div itemprop='articleBody'>A</div>",
    ),
    "dates": ("<span class='datetime'>05/1/2026 05:00</span>",),
    "dates in words": ("<span class='datetime'>Senin, 5 Januari 2026, 05:00 WIB</span>",),
    "bylines": ("<div class='info'><div class='author-2'>Rina Astuti</div></div>",),
    "bodies": ("<div class='article'><p>HARGA garam naik.</p></div>",),
    "figures": (f"<figure class='main-img'><img src='{PICTURE}'></figure>",),
    "canonical links": (f"<link rel='canonical' href='{HOST}/ekonomi/5/x'>",),
    "other canonical links": ("<link rel='canonical' href='http://[salah'>",),
    "scripts": (ld_script('{"@type": "Thing"}'),),
    "states": ("<script>dataLayer.push({'a': 'b'})</script>",),
    "lists": ("<ul><li>A</li></ul>",),
    "headings and lists": ("<div class='ti'>Berita Lainnya</div>", "<ul><li>A</li></ul>"),
    "read-also boxes": ("<p class='related-news'>Baca juga: <a href='/ekonomi/1/a'>A</a></p>",),
    "breadcrumbs": (f"<ul class='mi-breadcrumb'><li>A</li><li><a href='{HOST}/a'>A</a></li></ul>",),
    "tags": ("<ul class='related-tags'><li><a>A</a></li></ul>",),
}
"""Elements that stand side by side, 20,000 of them: each kind first, then the next."""
CROWD = 20_000


def crowd(pieces: tuple[str, ...]) -> str:
    return "".join(piece * (CROWD // len(pieces)) for piece in pieces)


def hostile() -> Iterator[Case]:
    for name, make in FLOODS.items():
        yield page(name, "too_many_attributes", body=make)
    for name, make in MANY_TAGS.items():
        yield page(name, "too_many_tags", body=make)
    for name, make in deep_nests():
        yield page(name, "nested_too_deep", body=make)
    for name, html in FLAT.items():
        yield page(name, body=f"{html}<p>HARGA garam naik.</p>")


def heavy() -> Iterator[Case]:
    """Pages within the limits of tags, attributes and levels that may cost much all the same."""
    page_bytes = article_page(body="<p>HARGA garam naik.</p>@@").encode()
    for name, piece in STUFFING.items():
        yield raw(f"8 MB of {name} alone", partial(stuff, b"@@", piece), ANY_OUTCOME)
        yield raw(f"8 MB of {name} in the body", partial(stuff, page_bytes, piece), ANY_OUTCOME)
    head = article_page(head="@@").encode()
    for name in ("smaller signs", "starts of comments", "blanks", "starts of tags"):
        yield raw(f"8 MB of {name} in the head", partial(stuff, head, STUFFING[name]), LOOSE)
    for name, variant in FIELDS.items():
        yield page(name, LOOSE, **variant)
    for name, tags in NESTS.items():
        html = tags * (LEVELS // tags.count("<")) + "teks " * (MEGABYTE // 5)
        yield page(f"a megabyte in nested {name}", LOOSE, body=html)
    for name, pieces in CROWDS.items():
        yield page(f"20,000 {name}", LOOSE, body=partial(crowd, pieces))
        yield page(f"20,000 {name} after the body", LOOSE, after=partial(crowd, pieces))


def deep_nests() -> Iterator[tuple[str, Callable[[], str]]]:
    for count in (5_000, 9_000):
        for tag in ("div", "span"):
            yield f"{count:,} nested {tag} elements", partial(nest, tag, count)
            yield (
                f"{count:,} nested {tag} elements that never end",
                partial(nest, tag, count, end=False),
            )
    for tag in ("b", "font", "blockquote", "section", "x-y"):
        yield f"5,000 nested {tag} elements", partial(nest, tag, 5_000)
    yield "5,000 nested lists", lambda: "<ul><li>" * 5_000 + "Teks."
    yield "5,000 nested tables", lambda: "<table><tr><td>" * 5_000 + "Teks."
    yield (
        "5,000 nested div elements with attributes",
        lambda: "<div class='a' id=b>" * 5_000 + "Teks.",
    )


def nest(tag: str, count: int, *, end: bool = True) -> str:
    return f"<{tag}>" * count + "Teks." + f"</{tag}>" * (count * end)


def stuff(body: bytes, piece: bytes) -> bytes:
    return body.replace(b"@@", piece * (8 * MEGABYTE // len(piece)))


# --- Canonical links ------------------------------------------------------------------------------

CANONICALS = {
    f"{HOST}/": URL,
    f"{HOST}": URL,
    f"{HOST}/indeks": URL,
    f"{HOST}/ekonomi": URL,
    "https://www.contoh.id/ekonomi/900001/garam": URL,
    "https://mediaindonesia.com.jahat.example/ekonomi/900001/garam": URL,
    "https://jahat.example/?https://mediaindonesia.com/ekonomi/900001/garam": URL,
    "https://mediaindonesia.com@jahat.example/ekonomi/900001/garam": URL,
    "javascript:alert(1)": URL,
    "JaVaScRiPt:alert(1)": URL,
    "data:text/html,garam": URL,
    "file:///etc/passwd": URL,
    "file:///ekonomi/900001/garam": URL,
    "ftp://mediaindonesia.com/ekonomi/900001/garam": URL,
    "mailto:redaksi@mediaindonesia.com": URL,
    "http://127.0.0.1/ekonomi/900001/garam": URL,
    "http://169.254.169.254/latest/meta-data/": URL,
    "http://[::1]/ekonomi/900001/garam": URL,
    "http://2130706433/ekonomi/900001/garam": URL,
    "http://localhost/ekonomi/900001/garam": URL,
    "http://[salah": URL,
    "https://": URL,
    "//": URL,
    "#": URL,
    "?": URL,
    " ": URL,
    "null": Either(URL, f"{HOST}/ekonomi/900001/null"),
    "{{ url }}": Either(URL, f"{HOST}/ekonomi/900001/%7B%7B%20url%20%7D%7D"),
    "/ekonomi/900001/baru": f"{HOST}/ekonomi/900001/baru",
    "//mediaindonesia.com/ekonomi/900001/baru": f"{HOST}/ekonomi/900001/baru",
    "baru": f"{HOST}/ekonomi/900001/baru",
    f"{HOST}/ekonomi/900001/baru?utm_source=x#a": f"{HOST}/ekonomi/900001/baru",
    "http://www.mediaindonesia.com:80/ekonomi/900001/baru/": f"{HOST}/ekonomi/900001/baru",
    "HTTPS://MEDIAINDONESIA.COM/ekonomi/900001/baru": f"{HOST}/ekonomi/900001/baru",
}


def canonicals() -> Iterator[Case]:
    for link, url in CANONICALS.items():
        yield page(f"to {link!r}", {"url": url, "key": "mediaindonesia:900001"}, canonical=link)
    tag = '<link rel="canonical" href="{}">'.format
    same = {"url": URL, "key": "mediaindonesia:900001"}
    other = f"{HOST}/ekonomi/900002/artikel-lain"
    yield page("to another article", "other_article", canonical=other)
    yield page("none", same, canonical=None)
    yield page("empty", same, canonical=None, head='<link rel="canonical" href="">')
    yield page("without an address", same, canonical=None, head='<link rel="canonical">')
    new = f"{HOST}/ekonomi/900001/baru"
    yield page(
        "two, the first to the home page",
        {"url": new},
        canonical=None,
        head=tag(f"{HOST}/") + tag(new),
    )
    yield page(
        "two, the first elsewhere",
        {"url": new},
        canonical=None,
        head=tag("https://contoh.id/") + tag(new),
    )
    yield page(
        "two, the second to another article",
        {"url": new},
        canonical=None,
        head=tag(new) + tag(f"{HOST}/ekonomi/5/x"),
    )
    yield page(
        "two, both to other articles",
        "other_article",
        canonical=None,
        head=tag(f"{HOST}/ekonomi/6/x") + tag(f"{HOST}/ekonomi/5/x"),
    )
    yield page(
        "in the body, to another article", same, canonical=None, after=tag(f"{HOST}/ekonomi/5/x")
    )


# --- Hostile titles and links ---------------------------------------------------------------------

TITLES = {
    "a link to a script": ('<a href="javascript:alert(1)">Harga</a> Garam', "Harga Garam"),
    "written markup": (
        "&lt;script&gt;alert(1)&lt;/script&gt; Garam",
        "<script>alert(1)</script> Garam",
    ),
    "a handler": ('<img src=x onerror="alert(1)">Harga Garam', "Harga Garam"),
    "a formula": ('=HYPERLINK("http://x.id","Klik")', '=HYPERLINK("http://x.id","Klik")'),
    "a sum": ("+62 Juta Ton Garam", "+62 Juta Ton Garam"),
    "a minus sign": ("-5 Persen", "-5 Persen"),
    "an at sign": ("@SUM(A1:A9)", "@SUM(A1:A9)"),
    "a pipe to a command": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "an escape sequence": (
        "\x1b[31mHarga\x1b[0m Garam",
        Either("[31mHarga[0m Garam", "Harga Garam"),
    ),
    "a title for the terminal": (
        "\x1b]0;jahat\x07Harga Garam",
        Either("]0;jahatHarga Garam", "Harga Garam"),
    ),
    "an escape sequence of one character": (
        "\x9b31mHarga Garam",
        Either("31mHarga Garam", "Harga Garam", "\u203a31mHarga Garam"),
    ),
    "line ends": ("Petambak\r\nGaram\n\nUntung", "Petambak Garam Untung"),
    "a line of a log": (
        "Garam\n2026-01-05 [scrapy] INFO: selesai",
        "Garam 2026-01-05 [scrapy] INFO: selesai",
    ),
    "a backspace": ("Harga Gula\x08\x08\x08\x08 Garam", "Harga Gula Garam"),
    "a turned extension": ("garam\u202egpj.exe", "garamgpj.exe"),
    "a quote and a comma": ('Garam, "Gula", dan Kopi', 'Garam, "Gula", dan Kopi'),
    "percent signs": ("Naik %s %d %(nama)s {} {0}", "Naik %s %d %(nama)s {} {0}"),
    "a path": ("../../etc/passwd", "../../etc/passwd"),
    "SQL": ("Garam'; DROP TABLE artikel; --", "Garam'; DROP TABLE artikel; --"),
}
LINKS = {
    "javascript:alert(1)": [],
    "JAVASCRIPT:alert(1)": [],
    " javascript:alert(1)": [],
    "java\nscript:alert(1)": [],
    "data:text/html,x": [],
    "vbscript:x": [],
    "file:///etc/passwd": [],
    "mailto:a@b.id": [],
    "tel:+62": [],
    "http://[bad": [],
    "https://[::1": [],
    "#atas": [],
    "": [],
    f"{HOST}/cdn-cgi/content?id=x": [],
}


def titles_and_links() -> Iterator[Case]:
    for name, (html, headline) in TITLES.items():
        yield page(f"title with {name}", {"headline": headline}, headline=html)
    good = related_item("humaniora/899992/sekolah", "Sekolah")
    link = {
        "url": f"{HOST}/humaniora/899992/sekolah",
        "headline": "Sekolah",
        "date_published": "2025-12-31T22:11:00+07:00",
    }
    for address in LINKS:
        item = related_item("@@", "Jahat").replace(f"{HOST}/@@", address)
        yield page(f"related link to {address!r}", {"related": [link]}, related=item + good)
        yield page(
            f"read-also link to {address!r}",
            {"read_also": []},
            body="<p>HARGA garam naik.</p><p class='related-news'>Baca juga: "
            f"<a href='{address}'>Jahat</a></p>",
        )
    for address in (
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "file:///a.jpg",
        "http://[bad",
    ):
        yield page(
            f"picture at {address}",
            {"image": {"url": PICTURE, "caption": None, "credit": None}},
            figure=f'<figure class="main-img"><img data-src="{address}"></figure>',
        )
    yield page(
        "related link with an escape sequence in its title",
        {"related": [link | {"headline": Either("[31mSekolah", "Sekolah")}]},
        related=related_item("humaniora/899992/sekolah", "\x1b[31mSekolah"),
    )


# --- Rights ---------------------------------------------------------------------------------------


def rights(robots: list[str], reservation: bool | None = None, policy: str | None = None) -> Any:
    return {"rights": {"robots": robots, "tdm_reservation": reservation, "tdm_policy": policy}}


def said_rights() -> Iterator[Case]:
    meta = '<meta name="{}" content="{}">'.format
    yield page("nothing said", {"rights": None})
    yield page("noindex in a header", rights(["noindex"]), sent={"X_Robots_Tag": "noindex"})
    yield page(
        "capitals in a header",
        rights(["noindex", "noarchive"]),
        sent={"X-Robots-Tag": "NoIndex,NOARCHIVE"},
    )
    yield page(
        "two headers", rights(["noindex", "noai"]), sent={"X-Robots-Tag": ["noindex", "noai"]}
    )
    yield page(
        "a header for another robot", {"rights": None}, sent={"X-Robots-Tag": "googlebot: noindex"}
    )
    yield page("an empty header", {"rights": None}, sent={"X-Robots-Tag": ""})
    yield page("a header of commas", {"rights": None}, sent={"X-Robots-Tag": ", ,,"})
    yield page(
        "a header with broken bytes",
        rights(["noindex", Anything()]),
        sent={"X-Robots-Tag": b"noindex, \xff\xfe"},
    )
    yield page("noindex in a meta tag", rights(["noindex"]), head=meta("robots", "noindex"))
    yield page("meta name in capitals", rights(["noindex"]), head=meta("ROBOTS", "NOINDEX"))
    yield page(
        "meta name as property",
        rights(["noindex"]),
        head='<meta property="robots" content="noindex">',
    )
    yield page(
        "two meta tags",
        rights(["noindex", "nofollow"]),
        head=meta("robots", "noindex") + meta("robots", "nofollow"),
    )
    yield page(
        "header and meta tag",
        rights(["noindex", "noai"]),
        head=meta("robots", "noai"),
        sent={"X-Robots-Tag": "noindex"},
    )
    yield page("a meta tag without content", {"rights": None}, head='<meta name="robots">')
    yield page(
        "a meta tag in a comment", {"rights": None}, head=f"<!-- {meta('robots', 'noindex')} -->"
    )
    yield page("a reservation in a header", rights([], True), sent={"tdm-reservation": "1"})
    yield page("a reservation in a meta tag", rights([], True), head=meta("tdm-reservation", "1"))
    yield page("no reservation", rights([], False), sent={"tdm-reservation": "0"})
    yield page("an odd reservation", {"rights": None}, sent={"tdm-reservation": "mungkin"})
    yield page(
        "two reservations that differ",
        rights([], True),
        sent={"tdm-reservation": "0"},
        head=meta("tdm-reservation", "1"),
    )
    policy = f"{HOST}/tdm.json"
    yield page(
        "a reservation with its policy",
        rights([], True, policy),
        sent={"tdm-reservation": "1", "tdm-policy": policy},
    )
    yield page(
        "a reservation in a comment",
        {"rights": None},
        head=f"<!-- {meta('tdm-reservation', '1')} -->",
    )


GROUPS = {
    "encoding": encodings,
    "invisible": invisible,
    "JSON-LD": json_ld,
    "date": dates,
    "markup": markup,
    "no article": no_articles,
    "hostile": hostile,
    "heavy": heavy,
    "canonical": canonicals,
    "title or link": titles_and_links,
    "rights": said_rights,
}
CASES = list(
    chain.from_iterable(
        (case._replace(group=group) for case in cases()) for group, cases in GROUPS.items()
    )
)
