"""Two texts: how much they resemble each other, and whether they tell the same."""

import tracemalloc

import pytest

from newsscraper.duplicates.compared_text import Text
from newsscraper.duplicates.comparison import is_read_otherwise, is_same_story, resemblance

STORY = """Sebanyak 42 perahu nelayan di Pelabuhan Kejawanan tidak melaut sejak Senin (19/1/2026)
karena gelombang setinggi 3 meter. Ketua kelompok nelayan Rusdi Hartono mengatakan para pemilik
perahu memilih memperbaiki jaring di darat. Menurut dia, harga ikan di pasar sudah naik dari
Rp28.000 menjadi Rp35.000 per kilogram dalam empat hari. Petugas pelabuhan meminta para nelayan
menunggu kabar dari BMKG sebelum berangkat lagi, sebab angin dari utara masih kencang hingga Kamis.
"""
TEMPLATE = """Jadwal salat untuk {town} pada {day} telah diterbitkan. Waktu Subuh di {town} jatuh
pada pukul {dawn}, Zuhur pada pukul {noon}, sedangkan Magrib pada pukul {dusk}. Warga {town}
diminta memeriksa kembali jadwal dari masjid terdekat, sebab waktu salat dapat berbeda satu hingga
dua menit antara satu wilayah dan wilayah lain. Jadwal ini disusun menurut perhitungan posisi
matahari untuk {town}.
"""


def text(by=()):
    """The story, changed *by* texts in place of others."""
    body = STORY.replace("\n", " ")
    for old, new in dict(by).items():
        assert old in body
        body = body.replace(old, new)
    return Text(body)


def schedule(town, day, dawn="04.28", noon="12.03", dusk="18.15"):
    return Text(TEMPLATE.format(town=town, day=day, dawn=dawn, noon=noon, dusk=dusk))


def test_a_text_resembles_itself_wholly_and_another_not_at_all():
    assert resemblance(text(), text()) == 1
    assert resemblance(text(), Text("Empat kata lain saja di sini")) == 0
    assert resemblance(Text(""), Text("")) == 0


def test_the_jaccard_index_is_that_of_the_shingles():
    assert resemblance(Text("a b c d"), Text("a b c e")) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    "changes",
    [
        {"memilih memperbaiki jaring di darat": "lebih suka membenahi jaring di rumah"},
        {"42 perahu": "43 perahu"},
        {"Rusdi Hartono": "Rusdi Hartanto"},
        {"Rp28.000": "Rp 28 ribu", "3 meter": "tiga meter", "19/1/2026": "19/1"},
        {"Petugas pelabuhan meminta para nelayan": "Syahbandar Cirebon mengimbau nelayan"},
    ],
)
def test_an_edited_copy_or_a_correction_tells_the_same(changes):
    assert is_same_story(text(), text(by=changes))


def test_the_same_words_about_another_town_tell_something_else():
    one, other = schedule("Bandung", "20 Januari"), schedule("Bogor", "20 Januari")
    assert resemblance(one, other) > 0.5
    assert not is_same_story(one, other)


def test_the_same_words_about_another_day_tell_something_else():
    one, other = schedule("Bandung", "20 Januari"), schedule("Bandung", "21 Januari")
    assert resemblance(one, other) > 0.8
    assert not is_same_story(one, other)


SERVICE = """Kantor pertanahan membuka loket keliling pada {day} di lima kecamatan. Loket melayani
warga mulai pukul 08.00 hingga 14.00, antara lain di Balai Desa Sukamaju, Pasar Cikole, dan
Lapangan Merdeka. Petugas menerima permohonan balik nama serta pengukuran ulang. Biayanya mengikuti
peraturan menteri yang berlaku sejak {since}, yaitu Rp50.000 untuk setiap bidang. Pemohon diminta
membawa sertifikat asli, salinan kartu keluarga, dan bukti pelunasan pajak tahun terakhir."""


@pytest.mark.parametrize(
    ("day", "next_day"),
    [
        ("Selasa (20/1/2026)", "Rabu (21/1/2026)"),
        ("Selasa (20/1)", "Jumat (20/2)"),
        ("Selasa (20-1-2026)", "Rabu (21-1-2026)"),
        ("Selasa (20.1.2026)", "Rabu (21.1.2026)"),
        ("20 Jan 2026", "21 Jan 2026"),
    ],
)
def test_a_date_that_both_have_does_not_make_two_days_one(day, next_day):
    since = "21 Desember 2020"
    one, other = (Text(SERVICE.format(day=each, since=since)) for each in (day, next_day))
    assert resemblance(one, other) > 0.8
    assert not is_same_story(one, other)
    assert is_same_story(one, Text(SERVICE.format(day=day, since="22 Desember 2020")))


def test_the_same_words_with_other_times_tell_something_else():
    one = schedule("Bandung", "20 Januari")
    other = schedule("Bandung", "20 Januari", "04.41", "12.11", "18.02")
    assert not is_same_story(one, other)


BACKGROUND = """Sebelumnya, jembatan di atas Sungai Cimanuk itu ditutup sejak tiga pekan lalu
sebab salah satu tiangnya turun hampir setengah meter. Warga dua kecamatan terpaksa memutar
lewat jalan desa yang sempit, dan angkutan sayur ke pasar induk tertunda hingga dua jam setiap
pagi. Dinas pekerjaan umum memasang portal agar truk tidak nekat melintas, sedangkan pelajar
diseberangkan dengan perahu."""
REPAIR = """Pemerintah kabupaten mulai memasang tiang pancang baru untuk menopang jembatan yang
turun. Pekerjaan dilakukan siang dan malam oleh dua puluh orang, dan ditargetkan selesai sebelum
musim panen tiba agar para petani tidak lagi menanggung ongkos angkut yang mahal."""
PROTEST = """Puluhan sopir angkutan menggelar aksi di depan kantor kecamatan karena pendapatan
mereka merosot. Mereka meminta jadwal perbaikan dibuka kepada umum, lalu diterima oleh camat
yang berjanji menyampaikan tuntutan itu kepada bupati dalam rapat pekan depan."""
HOROSCOPE = """{sign}: energi hari ini terasa {mood}. Dengarkan kata hati, jangan ragu meminta
bantuan teman terdekat, dan selesaikan dulu pekerjaan yang tertunda. Dalam urusan asmara,
komunikasi yang jujur membuat hubungan semakin hangat. Keuangan cukup aman selama belanja
ditahan hingga akhir pekan. Jaga pola makan, perbanyak minum air putih, dan sempatkan
berolahraga ringan pada sore hari."""


def test_two_stories_with_the_same_background_are_two():
    one, other = Text(f"{REPAIR} {BACKGROUND}"), Text(f"{PROTEST} {BACKGROUND}")
    assert resemblance(one, other) > 0.3
    assert not is_same_story(one, other)


def test_a_story_with_another_lead_before_its_own_is_the_same():
    one, other = Text(f"{REPAIR} {BACKGROUND}"), Text(f"{PROTEST} {REPAIR} {BACKGROUND}")
    assert is_same_story(one, other)


@pytest.mark.parametrize(
    "signs",
    [("Aries", "Pisces"), ("Akuarius", "Skorpio"), ("Shio Tikus", "Shio Naga")],
)
def test_horoscopes_of_two_signs_are_two(signs):
    one, other = (
        Text(HOROSCOPE.format(sign=sign, mood=mood))
        for sign, mood in zip(signs, ("meluap", "menurun"), strict=True)
    )
    assert resemblance(one, other) > 0.7
    assert not is_same_story(one, other)
    assert is_same_story(one, Text(one.body.replace("teman terdekat", "kerabat")))


def test_the_answer_is_the_same_both_ways():
    texts = [text(), text(by={"42": "45"}), schedule("Bandung", "20 Januari"), schedule("A", "1/1")]
    for one in texts:
        for other in texts:
            assert is_same_story(one, other) == is_same_story(other, one)
            assert resemblance(one, other) == resemblance(other, one)


@pytest.mark.parametrize(
    ("one", "other", "may_be"),
    [
        ("a b c d e f g", "a b c d e f g", True),
        ("a b c d e f g", "iklan a b c d e f g baca juga", True),
        ("a b c d iklan e f g h i j k", "a b c d e f g h i j k", True),
        ("a b c d", "a b c d e f g h i j k l m n o p", True),
        ("a b c d e f g", "a b c t u v w x y", False),
        ("", "a b c d", False),
        ("a b", "a b", True),
    ],
)
def test_texts_of_which_one_has_most_of_the_other_may_be_one_text_read_otherwise(
    one, other, may_be
):
    for pair in ((one, other), (other, one)):
        assert is_read_otherwise(*map(Text, pair)) == may_be


@pytest.mark.parametrize("body", ["7" * 400_000, "1.5/" * 100_000 + "2"])
def test_a_figure_of_any_length_is_one_word_and_takes_no_memory_of_its_own(body):
    tracemalloc.start()
    try:
        assert Text(body).length == 1
        assert tracemalloc.get_traced_memory()[1] < 20 * len(body)
    finally:
        tracemalloc.stop()
