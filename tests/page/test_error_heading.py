"""What error pages have for a headline, and what honest headlines begin with, too."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsscraper.page import error_heading
from newsscraper.page.error_heading import is_error_heading

ERRORS = """
Halaman Tidak Ditemukan
HALAMAN TIDAK DITEMUKAN!
Maaf, halaman yang Anda cari tidak ditemukan
Maaf, halaman tidak ditemukan.
Maaf, artikel dihapus
Mohon maaf, artikel ini tidak tersedia
Berita yang Anda tuju sudah tidak tersedia
Artikel telah dihapus
Artikel ini telah ditarik
Artikel ini sudah dicabut
Konten ini diblokir
Laman tidak dijumpai
Tulisan tidak ditemukan
Data tidak ditemukan
Layanan tidak tersedia
Link sudah kedaluwarsa
Gagal memuat halaman
Article removed
We'll be right back
Laman ini tidak lagi tersedia
Tautan tidak valid
Tidak Ditemukan
Ups! Halaman yang kamu cari tidak ada
Ups, sepertinya halaman ini sudah pindah
Maaf, kami tidak dapat menemukan halaman itu
Kami tidak dapat menemukan halaman yang Anda cari
Oops!
Maaf
Oops, something went wrong
Oops! That page can't be found.
Oops! That page can\u2019t be found.
Sorry, this page isn't available.
Sorry, this page isn\u2019t available.
Sorry, that page doesn't exist!
We couldn\u2019t find that page
We can't find the page you're looking for
This page doesn\u2019t exist
This site can't be reached
This story is no longer available
This article has been removed
The page you requested was not found
The requested URL was not found on this server.
The requested page could not be found
Page not found
Page Not Found (404)
Not Found
Nothing found
404
404 Not Found
404 - Halaman tidak ditemukan
404: Page not found
Error 404
Halaman 404
Error 522
Error 522: Connection timed out
HTTP Error 503. The service is unavailable.
HTTP 500
400 Bad Request
401 Unauthorized
403 Forbidden
403 - Forbidden: Access is denied.
403 Akses Ditolak
408 Request Timeout
429 Too Many Requests
451 Unavailable For Legal Reasons
500 Internal Server Error
502 Bad Gateway
503 Service Temporarily Unavailable
504 Gateway Time-out
521 Web server is down
Forbidden
Too Many Requests
Bad Gateway
Akses Ditolak
Akses Anda ditolak
Access Denied
Access to this page has been denied
You don\u2019t have permission to access this page
Anda tidak memiliki izin untuk membuka halaman ini
Your request has been blocked
Halaman Error
Error Page
Terjadi kesalahan
Terjadi kesalahan. Silakan coba beberapa saat lagi.
Terjadi gangguan pada server
An error has occurred
Error establishing a database connection
Sistem sedang sibuk
Sistem sedang sibuk, silakan coba lagi
Server terlalu sibuk
Situs kami sedang mengalami gangguan
Server is busy
Sedang pemeliharaan
Situs sedang dalam pemeliharaan
Website ini sedang dalam perbaikan
Halaman ini sedang dalam pengembangan
Sistem kami sedang dalam proses pemeliharaan rutin
Under maintenance
Under Construction
This site is under construction
Site is under maintenance
Maintenance Mode
We'll be back soon!
We\u2019ll be back soon!
"""
HEADLINES = """
Halaman yang Hilang
Halaman Rumah Warga Tidak Ditemukan Ular Lagi
Halaman Error Bikin Warga Kesal
Halaman Sekolah Ditutup Warga
Berita Duka dari Lereng Merapi
Berita Hoaks Vaksin Beredar Lagi
Artikel 33 Tidak Dijalankan, Kata Pakar
404 Desa Terima Bantuan
403 Orang Mengungsi
429 Rumah Terendam Banjir
500 Petani Terima Pupuk
503 Personel Gabungan Jaga Mudik
522 Calon Haji Berangkat
Error 404: Aplikasi Bansos Tumbang
Maaf, Kami Tutup Lebih Awal
Maaf Lahir Batin dari Istana
Oops! Gol Bunuh Diri Menangkan Tim Tamu
Terjadi Kesalahan Hitung Suara di Tiga TPS
Terjadi Gangguan Listrik di Bekasi
Sistem Sedang Sibuk, Warga Antre
Sistem Sedang Gangguan di Samsat, Warga Pulang
Server Pusat Data Down Tiga Hari
Perbaikan Jalan Jepara Rampung
Jembatan Sedang dalam Perbaikan, Warga Memutar
Bandara Masih dalam Pembangunan
Pembangunan
Akses Ditolak Warga, Truk Tambang Putar Balik
Akses ke Puncak Dibatasi Mulai Jumat
Permintaan Ditolak, Buruh Lanjut Mogok
Forbidden City Dibuka Lagi
Access Denied Jadi Judul Album Baru
Under Construction Jadi Tema Pameran
Kami Akan Segera Kembali ke Desa
Kapal yang Hilang Tidak Ditemukan
Korban Tidak Ditemukan
Situs KPU Tidak Bisa Diakses
Situs Purbakala Ditemukan di Klaten
Konten Kreator Diblokir Negara Tetangga
Tidak Ditemukan Unsur Pidana, Kasus Ditutup
Dihapus dari Daftar, Warga Protes
Layanan Ditutup Sementara, Warga Antre
Data Dihapus di Dua Kecamatan
Gagal Memuat Beras, Kapal Kembali
Gone Girl Tayang Ulang
Conflict di Perbatasan Mereda
"""


def lines(text):
    return text.strip().splitlines()


@pytest.mark.parametrize("text", lines(ERRORS))
def test_an_error_is_known_alone_and_beside_the_name_of_the_site(text):
    assert is_error_heading(text)
    assert is_error_heading(f"{text} - detikcom")
    assert is_error_heading(f"Media Indonesia | {text}")


@pytest.mark.parametrize("text", lines(HEADLINES))
def test_a_headline_that_begins_like_one_is_none(text):
    assert not is_error_heading(text)
    assert not is_error_heading(f"{text} - detikcom")


def test_what_is_empty_or_too_long_is_none():
    assert not is_error_heading("")
    assert not is_error_heading(f"Halaman tidak ditemukan {'x ' * 200}")


@pytest.mark.parametrize("text", ["maaf " * 40, "halaman yang " * 15, "error " * 33, "a b " * 50])
def test_no_heading_takes_long(text):
    began = time.perf_counter()
    is_error_heading(text[:200])
    assert time.perf_counter() - began < 0.5


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_regex(error_heading.ERROR(), fullmatch=True))
def test_the_cheap_first_test_lets_every_error_heading_pass(heading):
    assert error_heading.SIGN().search(heading)
