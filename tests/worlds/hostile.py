"""Articles with whatever a table could take for something else than text."""

from newsscraper.items import Article

TEXTS = [
    "=1+1",
    '=HYPERLINK("https://x.example","klik")',
    "+62 812",
    "-5 derajat",
    "@akun",
    "'=1+1",
    "00123",
    "1e5",
    "TRUE",
    "NA",
    "#N/A",
    "_x0041_",
    "_x005F_x0041_x0041_",
    "<r><t>palsu</t></r>",
    '</t></is></c><c r="B9"><f>1+1</f></c>',
    "]]> & &amp; <!-- -->",
    " di tepi ",
    "\ttab\n\nbaris\r\nbaru\r",
    "\x00\x01\x0b\x1f\x7f\x85\u2028",
    "\ufffe\uffff",
    'Koma, "kutip"; titik koma 🙂 é',
]
MOMENT = "2026-01-20T17:45:09+07:00"


def hostile(number, text):
    """An article that has *text* wherever it can have one."""
    link = {"url": text, "headline": text, "date_published": MOMENT}
    claims = [{"value": text, "source": text}, {"value": [text, text], "source": text}]
    return Article(
        key=f"koran:{number}",
        publisher="koran",
        headline=text,
        description=text,
        authors=[text, "Sari"],
        date_published=MOMENT,
        date_modified="2026-01-21T00:00:00+09:00",
        image={"url": text, "caption": None, "credit": text},
        body=text,
        body_parts=[{"kind": "paragraph", "text": text}],
        related=[link, link | {"headline": None, "date_published": None}],
        word_count=3,
        free_access=bool(number % 2),
        syndicated_from={"publisher": text, "headline": None, "url": None},
        rights={"robots": [text], "tdm_reservation": True, "tdm_policy": None},
        similarity=0.1 + 0.2,
        sources={"headline": text, text: "css h1"},
        conflicts={"authors": claims},
        fetched_at="2026-01-20T11:00:00+00:00",
    )


ARTICLES = [*(hostile(*each) for each in enumerate(TEXTS)), Article(key="koran:kosong")]
