"""Elements as text: what a reader sees of them."""

import pytest
from lxml import html

from newsscraper.page.nodes import MOST_LINKS, email_of, links_of, pieces_of, text_of, words_in


def element(markup):
    return html.fragment_fromstring(markup)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (element("<p>Sa<b>tu</b> dua<br>tiga</p>"), "Satu dua tiga"),
        (element("<p>Satu<script>x()</script><style>y</style></p>"), "Satu"),
        (element("<p>Satu<!-- dua --> tiga</p>"), "Satu tiga"),
        (" Satu\u200b \n dua ", "Satu dua"),
        (7, ""),
        (None, ""),
        (element(f"<p>{'panjang ' * 4_000}</p>"), ""),
    ],
)
def test_the_text_of_a_node_is_what_a_reader_sees(node, text):
    assert text_of(node) == text


def test_a_line_break_is_a_piece_of_its_own():
    assert pieces_of(element("<p>Satu<br>dua</p>")) == ["Satu", " ", "dua"]


def test_links_without_address_or_text_are_none():
    markup = "<p><a href='/1'>Satu</a><a href='/2'> </a><a>Tiga</a></p>"
    assert links_of(element(markup)) == [("/1", "Satu")]
    many = element(f"<p>{'<a href=/1>Satu</a>' * 2 * MOST_LINKS}</p>")
    assert len(links_of(many)) == MOST_LINKS


@pytest.mark.parametrize(
    ("code", "address"),
    [("2a4b6a48", "a@b"), ("", ""), ("zz", ""), ("2a", "")],
)
def test_a_hidden_mail_address_is_shown(code, address):
    assert email_of(element(f"<a data-cfemail='{code}'>[email]</a>")) == address


def test_words_are_counted_as_editorial_systems_count_them():
    box = html.fragment_fromstring(
        "<div><p>Satu&nbsp;dua</p> <div class='x'>tiga <b>em</b>pat</div><script>a b</script></div>"
    )
    assert words_in([box]) == 5
    assert words_in([box, box[0]]) == 5
    assert words_in([box], {box[1]}) == 3
    assert words_in([]) == 0
