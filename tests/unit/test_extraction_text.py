"""Clean unicode out of anything, and pages in every charset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.extraction.blocks import blocks, text_of
from instarecipe.extraction.document import decode, document, language_of, refresh, scripts
from instarecipe.extraction.text import clean, limited, line, plain
from tests.doubles.pages import answer, page

URL = "https://example.com/soup"


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("a\x00b\x07c", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\xa0 \t b", "a b"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("\ud83d\ude00 joined", "😀 joined"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("crÃ¨me brÃ»lÃ©e", "crème brûlée"),
        ("itâ€™s â€œfineâ€\x9d", "it’s “fine”"),
        ("ÃÃO is no mistake", "ÃÃO is no mistake"),
        ("\u200d225 g flour\u200c", "225 g flour"),
        ("👩\u200d🍳", "👩\u200d🍳"),
        ("\u202eevil\u202c", "evil"),
    ],
)
def test_text_is_cleaned(given_text: str, wanted: str) -> None:
    assert clean(given_text) == wanted


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<p>Mix.</p><p>Bake.</p>", "Mix.\n\nBake."),
        ("Mix.<br>Bake.", "Mix.\nBake."),
        ("1 cup <a href='/flour'>flour</a>", "1 cup flour"),
        ("salt &amp;amp; pepper", "salt & pepper"),
        ("&lt;p&gt;hidden&lt;/p&gt;", "hidden"),
        ("cook &lt;5 min", "cook <5 min"),
        ("I <3 soup", "I <3 soup"),
    ],
)
def test_markup_in_a_string_becomes_lines(markup: str, wanted: str) -> None:
    assert plain(markup) == wanted


def test_the_gaps_that_templates_leave_are_closed() -> None:
    assert line("1 onion , chopped ( fine ) ((red))") == "1 onion, chopped (fine) (red)"


def test_a_long_text_is_cut_at_a_paragraph() -> None:
    assert limited("ä" * 30 + "\n" + "b" * 90, 100) == "ä" * 30
    assert limited("word " * 30, 23) == "word word word word"
    assert limited("short", 100) == "short"


@given(st.text(st.characters(codec=None)))
def test_clean_text_can_always_be_stored(text: str) -> None:
    cleaned = clean(text)

    cleaned.encode()
    assert not set(cleaned) & set("\x00\r\x7f\ufeff")
    assert clean(cleaned) == cleaned


BREAD = "Brötchen für 4 €"


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (BREAD.encode(), {}),
        (BREAD.encode(), {"content_type": "text/html; charset=iso-8859-1"}),
        (f'<meta charset="windows-1252">{BREAD}'.encode(), {}),
        (BREAD.encode("utf-8-sig"), {"content_type": "text/html"}),
        (BREAD.encode("utf-16"), {"content_type": "text/html"}),
        (BREAD.encode("utf-16-le"), {"content_type": "text/html; charset=UTF-16LE"}),
        (BREAD.encode("cp1252"), {"content_type": "text/html"}),
        (BREAD.encode("cp1252"), {"content_type": "text/html; charset=ISO-8859-1"}),
        (f'<meta content="text/html; charset=windows-1252">{BREAD}'.encode("cp1252"), {}),
        (BREAD.encode("cp1252"), {"content_type": "text/html; charset=utf-8"}),
        (BREAD.encode("cp1252"), {"content_type": "text/html; charset=punycode"}),
    ],
)  # fmt: skip
def test_a_page_is_decoded_whatever_it_says_of_itself(body: bytes, headers: dict[str, str]) -> None:
    assert decode(answer(URL, body, 200, **headers)).endswith(BREAD)


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("shift_jis", "塩をひとつまみ"),
        ("windows-1251", "соль по вкусу"),
        ("gb2312", "盐少许"),
        ("euc-kr", "소금 약간"),
    ],
)
def test_a_declared_charset_counts_where_the_bytes_are_not_utf8(charset: str, text: str) -> None:
    head = f'<meta charset="{charset}">'
    assert decode(answer(URL, (head + text).encode(charset), content_type="text/html")) == head + text


def test_a_page_cut_within_a_character_and_one_with_a_single_bad_byte_stay_utf8() -> None:
    assert decode(answer(URL, "Gemüse ½".encode()[:-1])) == "Gemüse "
    assert decode(answer(URL, "für öfter ".encode() + b"\xff" + "Grüße".encode())) == "für öfter \ufffdGrüße"


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "gb2312", "utf-16", "nonsense", "idna"]))
def test_any_bytes_decode(body: bytes, charset: str) -> None:
    decode(answer(URL, body, content_type=f"text/html; charset={charset}"))


def test_scripts_are_found_where_the_tree_ends() -> None:
    html = "<div>" * 3_000 + "<script type=a>one</script>" + "</div>" * 3_000 + "<SCRIPT>two</SCRIPT>"

    assert list(scripts(html)) == [(" type=a", "one"), ("", "two")]
    assert document(html) is not None


@pytest.mark.parametrize("html", ["", "  ", "<!-- only -->", "\x00"])
def test_nothing_has_no_tree(html: str) -> None:
    assert document(html) is None


def test_the_text_of_a_page_is_what_a_reader_sees() -> None:
    tree = document(
        page("<h1>Soup</h1><p>one\ntwo<br>three</p><script>x</script><ul><li>a</li><li>b</li></ul>")
    )

    assert tree is not None
    assert text_of(tree) == "Soup\n\none two\nthree\n\na\n\nb"


def test_blocks_know_headings_and_list_entries() -> None:
    tree = document(page("<h2>Zutaten</h2><ul><li><b>2</b> Eier</li></ul><p>Los<br>geht's</p>"))

    assert tree is not None
    found = [(block.text, block.level, block.item) for block in blocks(tree)]
    assert found == [
        ("Zutaten", 2, False),
        ("2 Eier", None, True),
        ("Los", None, False),
        ("geht's", None, False),
    ]


@pytest.mark.parametrize(
    ("html", "code"),
    [
        (page("x", lang="de-AT"), "de"),
        (page("x", lang="", head='<meta property="og:locale" content="pt_BR">'), "pt"),
        ("<p>x", None),
    ],
)
def test_the_language_is_told_by_the_page(html: str, code: str | None) -> None:
    tree = document(html)
    assert tree is not None
    assert language_of(tree) == code


def test_a_page_that_sends_the_browser_on_is_understood() -> None:
    assert refresh('<META http-equiv="refresh" content="0;URL=https://example.com/a?b=1&amp;c=2">') == (
        "https://example.com/a?b=1&c=2"
    )
    assert refresh('<meta http-equiv="refresh" content="30">') is None
