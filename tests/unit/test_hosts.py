"""Names of sites in letters, unless they could be taken for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.errors import Refused
from instarecipe.domain.hosts import readable, site
from instarecipe.domain.links import canonical


def ascii_of(host: str) -> str:
    return canonical(f"https://{host}/soup").canonical_url.split("/")[2]


@pytest.mark.parametrize(
    "host",
    [
        "käse.de",
        "straße.de",
        "www.bücher-24.example.com",
        "smørrebrød.dk",
        "żurek-łódź.pl",
        "クックパッド.jp",
        "ラーメン.jp",
        "料理のレシピ.jp",
        "한식.kr",
        "рецепты.рф",
        "вкусняшка.com",
        "συνταγές.gr",
        "مطبخ.com",
    ],
)
def test_a_name_in_one_script_is_shown_as_it_is_written(host: str) -> None:
    assert readable(ascii_of(host)) == host
    assert site(f"https://{ascii_of(host)}/soup") == host


@pytest.mark.parametrize(
    "host",
    [
        "pаypal.com",  # a Cyrillic а
        "käsе.de",  # a Cyrillic е
        "аррӏе.com",  # all of it Cyrillic
        "οχι.com",  # all of it Greek
        "ınstagram.com",  # without its dot
        "ínstagram.com",
        "www.tíktok.com",
        "pintérest.de",
        "kitchen料理.com",
        "a\u0338b.com",  # a stroke through the a
        "käse\u200c.de",
        "🍕.ws",
        "käse.xn--9999999999999.com",
    ],
)
def test_what_could_be_taken_for_another_stays_in_its_own_spelling(host: str) -> None:
    assert readable(ascii_of(host)) == ascii_of(host)
    assert site(f"https://{ascii_of(host)}/soup") is None


@pytest.mark.parametrize(
    "host", ["example.com", "www.instagram.com", "203.0.113.7", "xn--", "xn--a-ä", "xn--KSE-QLA.de", ""]
)
def test_any_other_name_stays_as_it_is(host: str) -> None:
    assert readable(host) == host


def test_a_pasted_recipe_has_no_site() -> None:
    assert site("pasted:0123") is None


@given(st.text(min_size=1, max_size=12))
def test_what_is_shown_leads_where_the_link_does(name: str) -> None:
    try:
        host = ascii_of(f"{name}.example")
    except Refused:
        return
    assert ascii_of(readable(host)) == host
