"""Made-up stories in natural sentences, for articles that repeat one another."""

import json
import sqlite3
from contextlib import closing
from datetime import datetime

from lab import forked
from lab.project import own_environment

from worlds.paper import Paper, Reader

STORIES = {
    "garam": (
        "Petambak di pesisir Rembang mulai memanen garam lebih awal tahun ini karena kemarau "
        "datang sejak akhir April. Di Desa Kaliori, tumpukan kristal putih sudah tampak di tepi.",
        "Ketua kelompok tani, Sumarno, mengatakan hasil panen pertama mencapai 42 ton dari enam "
        "hektare lahan. Menurut dia, mutu garam membaik setelah dasar petak dilapisi geomembran.",
        "Pemerintah kabupaten berencana membangun gudang penyimpanan di dekat pelabuhan agar "
        "petambak tidak terpaksa menjual murah ketika pasokan melimpah.",
        "Para pedagang di pasar kota berharap harga eceran tetap terjangkau sampai akhir musim.",
    ),
    "jembatan": (
        "Warga dua kampung di hulu Sungai Kapuas akhirnya memiliki jembatan gantung yang layak "
        "setelah bertahun-tahun menyeberang dengan perahu kecil.",
        "Jembatan sepanjang 120 meter itu dikerjakan secara gotong royong selama tujuh bulan. Kayu "
        "ulin disumbangkan oleh pemilik kebun, sedangkan kabel baja dibeli dari iuran penduduk.",
        "Guru sekolah dasar setempat, Marlina, menuturkan bahwa murid-muridnya kini tidak lagi "
        "datang dengan seragam basah. Waktu tempuh ke sekolah berkurang menjadi seperempat jam.",
        "Kepala desa menyatakan perawatan akan ditanggung bersama melalui kas kampung.",
    ),
    "perpustakaan": (
        "Sebuah perpustakaan keliling yang memakai gerobak sepeda kembali berkeliling di gang-gang "
        "sempit Kota Surakarta setiap sore menjelang magrib.",
        "Pengelolanya, Wahyu Nugroho, membawa 300 judul buku anak yang sebagian besar berasal dari "
        "sumbangan pembaca. Anak-anak boleh meminjam tanpa kartu asal menyebut nama orang tua.",
        "Menurut Wahyu, buku yang paling dicari adalah cerita rakyat dan pengetahuan alam. Ia "
        "mencatat setiap peminjaman di buku tulis bergaris yang sudah penuh dua jilid.",
        "Dinas perpustakaan kota menawarkan koleksi baru, tetapi gerobaknya sudah terlampau berat.",
    ),
    "kopi": (
        "Petani kopi di lereng Gunung Sindoro memilih menjemur biji di rumah plastik setelah hujan "
        "turun hampir tiap siang selama musim petik.",
        "Cara itu membuat pengeringan selesai dalam dua belas hari, lebih cepat daripada di lantai "
        "jemur terbuka. Rasa asamnya lebih bersih, ujar pencicip kopi Lestari Handayani.",
        "Koperasi membeli ceri merah seharga 14.000 rupiah per kilogram dan melarang anggotanya "
        "memetik buah hijau. Pelanggaran dicatat, lalu diumumkan dalam rapat bulanan.",
        "Sebagian hasil sangrai dikirim ke kedai di Yogyakarta, sisanya dijual di pasar kecamatan.",
    ),
    "kereta": (
        "Penumpang kereta lokal di Jawa Timur menyambut kembalinya perjalanan sore yang sempat "
        "dihentikan ketika rel di sekitar Lumajang diperbaiki.",
        "Kepala stasiun menjelaskan bahwa bantalan kayu sudah diganti beton di 18 titik. Laju "
        "kereta pun dapat dinaikkan secara bertahap tanpa mengorbankan keselamatan.",
        "Seorang pedagang tahu, Suyatmi, mengaku bisa pulang sebelum gelap dan tidak perlu lagi "
        "menyewa mobil bak terbuka bersama teman-temannya.",
        "Tiket tetap dijual dengan harga lama sampai ada keputusan dari kementerian.",
    ),
}
"""Name -> paragraphs, about 80 words in all."""

OTHER_END = (
    "Rencana lanjutan baru akan dibicarakan dalam musyawarah yang digelar pekan depan di balai."
)
"""A last paragraph that is none of theirs."""

STUB = "Lihat foto selengkapnya dalam galeri berikut ini."
"""So few words say too little to repeat another."""

FORECAST = (
    "Badan Meteorologi, Klimatologi, dan Geofisika memperkirakan cuaca di {town} pada {day} "
    "berawan sejak pagi hingga siang, lalu hujan ringan pada sore hari.",
    "Suhu udara di {town} berkisar antara {low} dan {high} derajat Celsius dengan kelembapan "
    "{damp} persen. Angin bertiup dari arah barat laut dengan kecepatan {wind} kilometer per jam.",
    "Warga {town} diimbau membawa payung pada {day} dan memantau pemberitahuan resmi. Gelombang "
    "laut setinggi {wave} meter diperkirakan terjadi di perairan sekitar {town}.",
)
"""A template that newsrooms fill in day by day."""
TOWNS = (
    {
        "town": "Semarang",
        "day": "Sabtu (3/1/2026)",
        "low": 24,
        "high": 33,
        "damp": 81,
        "wind": 15,
        "wave": "0,8",
    },
    {
        "town": "Makassar",
        "day": "Minggu (4/1/2026)",
        "low": 25,
        "high": 31,
        "damp": 77,
        "wind": 22,
        "wave": "1,4",
    },
)


def html(*paragraphs):
    """Paragraphs as they stand in a page."""
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def told(name):
    """A story as it is."""
    return html(*STORIES[name])


def retold(name):
    """The story with another last paragraph: a near duplicate."""
    return html(*STORIES[name][:-1], OTHER_END)


def forecast(number):
    """The template filled in for a town and day."""
    return html(*(paragraph.format(**TOWNS[number]) for paragraph in FORECAST))


# --- Three publishers in one store ---------------------------------------------------------------

DETIK = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Contoh</title>
<meta name="dtk:publishdate" content="{date:%Y/%m/%d %H:%M:%S}"></head>
<body><article class="detail"><h1 class="detail__title">Judul Berita</h1>
<div class="detail__body-text">{body}</div></article></body></html>"""
KOMPAS = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Contoh</title></head>
<body><h1 class="read__title">Judul Berita</h1>
<div class="read__content"><div class="clearfix">{body}</div></div></body></html>"""
CREDIT = "Artikel ini telah tayang di Media Indonesia."


def on_detik(site, number, date, body):
    """Write an article page of detik; return its address."""
    path = f"/berita-ekonomi-bisnis/d-{number}/judul-berita"
    site.text(f"{path}.html", DETIK.format(date=date, body=body), "finance.detik.com")
    return f"https://finance.detik.com{path}"


def on_kompas(site, date, body):
    """Write an article page of Kompas.com; return its address."""
    path = f"/read/{date:%Y/%m/%d/%H%M%S}001/judul-berita"
    site.text(f"{path}.html", KOMPAS.format(body=body), "money.kompas.com")
    return f"https://money.kompas.com{path}"


MIRRORED, OTHERS = "detik:8310001", "detik:8310002"
ELSEWHERE = "kompas:20260101100000001"
SALT, COFFEE, SALT_AGAIN, BRIDGE, LIBRARY, SALT_NEXT_DAY = (
    f"mediaindonesia:80000{number}" for number in (1, 2, 3, 4, 5, 9)
)


def crawl_three(crawl, folder, engine=None):
    """Fill a store with the articles of three publishers; return the crawls and their reader."""
    paper = Paper(folder / "site")
    paper.story(1, body=told("garam"))
    paper.story(2, body=told("kopi"))
    paper.story(3, body=retold("garam"))
    paper.story(4, body=told("jembatan"))
    paper.story(5, body=html(*STORIES["perpustakaan"]) + "<p>(Ant/E-1)</p>")
    paper.story(9, body=told("garam"))
    paper.publish([1, 2, 3, 4, 5, 9])
    first = datetime(2026, 1, 1)
    credited = told("kopi") + html(CREDIT)
    mirrored = on_detik(paper, 8310001, first.replace(hour=7), credited)
    others = on_detik(paper, 8310002, first.replace(day=2, hour=9), told("kereta"))
    elsewhere = on_kompas(paper, first.replace(hour=10), retold("jembatan"))
    reader = Reader(crawl, folder, paper.folder, engine=engine)
    runs = {
        "mediaindonesia": reader("-O", "mediaindonesia.jsonl"),
        "detik": reader("-a", f"urls={mirrored},{others}", "-O", "detik.jsonl", name="detik"),
        "kompas": reader("-a", f"urls={elsewhere}", "-O", "kompas.jsonl", name="kompas"),
    }
    return runs, reader


def dump(path):
    """What the store at *path* holds about duplicates."""
    with closing(sqlite3.connect(path)) as database:
        return dump_by(database.execute)


def dump_by(ask):
    """What a store holds about duplicates, by a function that asks it."""
    tables = ("sketches", "matches", "duplicates", "revisions", "ledger")
    return {table: sorted(ask(f"SELECT * FROM {table}"), key=str) for table in tables}


def rows_of(file):
    """The articles of a JSON Lines file; none if there is no such file."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n") if line]


def scrapy(folder, *arguments):
    """Run `scrapy ARGUMENTS` in *folder*; return exit code, stdout and stderr."""
    code, out, err = forked.run(*arguments, cwd=folder, env=own_environment())
    return code, out.decode(), err.decode()


def marks(rows):
    """Key -> what each article of a feed or an export repeats, and how much."""
    return {row["key"]: (row["duplicate_of"], row["similarity"]) for row in rows}
