"""Instagram's pages: the JSON in all its shapes, meta tags in many languages, the embed page, the walls."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.extraction import instagram
from instarecipe.extraction.captions import Reading
from tests.doubles.pages import USER, answer, comment, media, meta, page, post
from tests.doubles.pages import instagram as instagram_page

URL = "https://www.instagram.com/p/AbC123/"
CAPTION = "Tomato soup 🍅\n\n500 g tomatoes\n1 onion\n\nChop, simmer, blend."


def refused(html: str, url: str = URL) -> Failure:
    with pytest.raises(Failure) as failure:
        instagram.read(html, url)
    return failure.value


def old_shape(**more: Any) -> dict[str, Any]:
    return {
        "__typename": "XDTGraphImage",
        "shortcode": "AbC123",
        "owner": {"id": "7", "username": "lena.cooks"},
        "edge_media_to_caption": {"edges": [{"node": {"text": CAPTION}}]},
        "display_url": "https://scontent.example/old.jpg",
        **more,
    }


def embed_json() -> str:
    context = json.dumps({"gql_data": {"shortcode_media": old_shape()}})
    call = json.dumps({"define": [], "contextJSON": context})
    return page(f"<script>requireLazy([],function(s){{s.handle({call});}});</script>")


SHAPES = {
    "logged out": post(CAPTION),
    "logged in": instagram_page({"xdt_api__v1__media__shortcode__web_info": {"items": [media(CAPTION)]}}),
    "older": instagram_page({"xdt_shortcode_media": old_shape()}),
    "saved page": page(
        f"<script>__additionalDataLoaded('/p/', {json.dumps({'shortcode_media': old_shape()})});</script>"
    ),
    "embed page": embed_json(),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_caption_is_read_from_json(shape: str) -> None:
    reading = instagram.read(SHAPES[shape], URL)

    assert reading.full
    assert reading.extracted.text == CAPTION
    assert reading.extracted.author in ("Lena Cooks", "lena.cooks")
    assert (reading.extracted.image or "").startswith("https://scontent.example/")


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({}, "small"),
        ({"display_uri": None}, None),
        (
            {
                "image_versions2": {
                    "candidates": [
                        {"url": "https://scontent.example/small.jpg", "width": 320},
                        {"url": "https://scontent.example/large.jpg", "width": 1080},
                        "nonsense",
                    ]
                }
            },
            "large",
        ),
        (
            {
                "display_uri": None,
                "carousel_media": [{"display_uri": "https://scontent.example/first.jpg"}, {}],
            },
            "first",
        ),
    ],
)
def test_the_largest_picture_is_taken_or_a_carousel_s_first(more: dict[str, Any], wanted: str | None) -> None:
    image = instagram.read(post(CAPTION, **more), URL).extracted.image

    assert image == (f"https://scontent.example/{wanted}.jpg" if wanted else None)


def test_the_author_s_own_first_comments_belong_to_the_post() -> None:
    method = "Method: roast the tomatoes for half an hour, then blend them with the stock."
    comments = [
        comment("Yum! I could eat this every day of the week, really!", {"pk": "8", "username": "tom"}),
        comment(method),
        comment("@tom thank you so much, that makes me very happy indeed!"),
        comment("❤️"),
        {"node": None},
    ]

    assert instagram.read(post(CAPTION, comments=comments), URL).extracted.text == f"{CAPTION}\n\n{method}"


def test_a_recipe_may_stand_in_a_comment_alone() -> None:
    recipe = "500 g tomatoes, 1 onion, 1 l stock. Chop, simmer for half an hour, blend."

    assert instagram.read(post(None, comments=[comment(recipe)]), URL).extracted.text == recipe


def test_a_page_that_still_holds_the_post_before_is_not_believed() -> None:
    html = post("Yesterday's cake: 3 eggs", code="OtherOne")

    assert refused(html).code == "extractor_broken"
    assert instagram.read(html, "https://www.instagram.com/p/OtherOne/").full


@pytest.mark.parametrize(
    ("content", "head", "caption"),
    [
        (
            '1,240 likes, 12 comments - lena.cooks on March 21, 2026: "Soup: 2 onions". ',
            "lena.cooks",
            "Soup: 2 onions",
        ),
        ("1.2M likes, 16K comments - lena.cooks on May 1, 2026: “Soup”", "lena.cooks", "Soup"),
        ("1.240 Likes, 12 Kommentare - lena.cooks am 21. März 2026: „Suppe“", "lena.cooks", "Suppe"),
        ("1 240 J’aime, 12 commentaires - lena.cooks le 21 mars 2026 : « Soupe »", "lena.cooks", "Soupe"),
        ('1240 Me gusta, 12 comentarios - lena.cooks el 21 de marzo de 2026: "Sopa"', "lena.cooks", "Sopa"),
        ('1.240 curtidas, 12 comentários - lena.cooks em 21 de março: "Sopa"', "lena.cooks", "Sopa"),
        ("いいね！1,240件、コメント12件 - lena.cooks、2026年: 「スープ」", "", ""),
        (
            "1,240 likes, 12 comments - lena.cooks on March 21, 2026: Soup, no quotes",
            "lena.cooks",
            "Soup, no quotes",
        ),
        ('Lena Cooks on Instagram: "Soup: "the best" ever"', "Lena Cooks", 'Soup: "the best" ever'),
        ("Lena Cooks auf Instagram: „Suppe…“", "Lena Cooks", "Suppe…"),
        ('Lena Cooks on Instagram: ""', "Lena Cooks", ""),
        ('Cook: "not Instagram"', "", ""),
        ("Create an account or log in to Instagram - Share what you're into.", "", ""),
        ("", "", ""),
    ],
)
def test_likes_author_date_and_quotes_are_taken_off_a_meta_tag(content: str, head: str, caption: str) -> None:
    found_head, found_caption = instagram.split_meta(content)

    assert found_caption == caption
    assert head in found_head


def test_the_longest_meta_tag_counts_and_is_known_to_be_clipped() -> None:
    tags = meta(
        og_title='Lena Cooks on Instagram: "Tomato soup. 500 g tomatoes…"',
        og_description='9 likes - lena.cooks on May 1, 2026: "Tomato soup. 500 g tomatoes, 1 onion…". ',
        og_image="https://scontent.example/shared.jpg",
    )

    reading = instagram.read(page(head=tags), URL)

    assert not reading.full
    assert reading.extracted.text == "Tomato soup. 500 g tomatoes, 1 onion…"
    assert (reading.extracted.author, reading.extracted.image) == (
        "lena.cooks",
        "https://scontent.example/shared.jpg",
    )


def test_the_embed_page_shows_the_caption() -> None:
    html = page(
        """<img class="EmbeddedMediaImage" src="https://scontent.example/embed.jpg">
        <div class="Caption"><a class="CaptionUsername" href="/lena.cooks/">lena.cooks</a><br><br>Tomato soup
        <br>500 g tomatoes<div class="CaptionComments"><a>View all 12 comments</a></div></div>"""
    )

    extracted = instagram.read(html, URL).extracted

    assert extracted.text == "Tomato soup\n500 g tomatoes"
    assert (extracted.author, extracted.image) == ("lena.cooks", "https://scontent.example/embed.jpg")
    assert instagram.embed_url(URL) == "https://www.instagram.com/p/AbC123/embed/captioned/"
    assert instagram.embed_url("https://www.instagram.com/lena.cooks") is None


def test_a_page_as_a_browser_shows_it_has_the_caption_as_its_heading() -> None:
    heading = f'<h1 dir="auto">{CAPTION.replace(chr(10), "<br>")}</h1>'

    reading = instagram.read(page(heading), URL)

    assert (reading.extracted.text, reading.full) == (CAPTION, False)


def test_meta_tags_of_the_post_that_was_shown_before_are_not_believed() -> None:
    tags = meta(
        og_title='Lena Cooks on Instagram: "Yesterday\'s cake"', og_url="https://www.instagram.com/p/Other/"
    )

    assert refused(page(head=tags)).code == "extractor_broken"


def test_refused_cookies_are_told_to_the_operator() -> None:
    with pytest.raises(Transient) as failure:
        instagram.check(answer("https://www.instagram.com/accounts/login/"), URL, with_cookies=True)

    assert failure.value.code == "cookies_refused"
    assert "INSTAGRAM_COOKIES" in failure.value.advice


@pytest.mark.parametrize(
    ("html", "url", "is_instagram"),
    [
        ("", URL, True),
        (post(CAPTION), "http://samples.invalid/reel/x", True),
        (page(head=meta(og_site_name="Instagram")), "https://example.com/saved", True),
        (page('<a title="Instagram" content="Instagram">us</a>'), "https://example.com/blog", False),
        (page("instagram.com/p/x"), "https://example.com/?u=https://www.instagram.com/", False),
    ],
)
def test_a_page_of_instagram_is_recognised_wherever_it_was_saved(
    html: str, url: str, is_instagram: bool
) -> None:
    assert instagram.recognises(html, url) is is_instagram


GATED = instagram_page({"xig_polaris_media": {"if_gated_logged_out": {"code": "AbC123"}}})
LOGIN = page(
    '<form action="/accounts/login/"><input name="password"></form>', head="<title>Login • Instagram</title>"
)


@pytest.mark.parametrize(
    ("html", "kind", "code"),
    [
        (GATED, Transient, "login_required"),
        (LOGIN, Transient, "login_wall"),
        (page("<p>Please wait a few minutes before you try again.</p>"), Transient, "login_wall"),
        (instagram_page({"xig_polaris_media": {"something_new": {}}}), Transient, "extractor_broken"),
        ("{}", Transient, "extractor_broken"),
        ("", Transient, "extractor_broken"),
        (page("<h2>Sorry, this page isn't available.</h2>"), Permanent, "not_found"),
        (page("<h2>This Account is Private</h2>"), Permanent, "private"),
        (post(None), Permanent, "no_text"),
        (
            page(head=meta(og_description="12 likes, 3 comments - lena.cooks on May 1, 2026")),
            Permanent,
            "no_text",
        ),
    ],
)
def test_each_wall_has_its_class_and_an_advice(html: str, kind: type[Failure], code: str) -> None:
    failure = refused(html)

    assert (type(failure), failure.code) == (kind, code)
    assert failure.sentence
    assert failure.advice


def test_a_long_code_belongs_to_a_private_post() -> None:
    assert refused(page("<p>x</p>"), f"https://www.instagram.com/p/AbC123{'x' * 28}/").code == "private"


@pytest.mark.parametrize(
    ("landed", "status"),
    [
        ("https://www.instagram.com/accounts/login/?next=/p/AbC123/", 200),
        ("https://www.instagram.com/", 200),
        ("https://www.instagram.com/challenge/?next=/p/AbC123/", 200),
        (URL, 401),
        (URL, 403),
    ],
)
def test_a_login_redirect_waits_long(landed: str, status: int) -> None:
    with pytest.raises(Transient) as failure:
        instagram.check(answer(landed, status=status), URL)

    assert failure.value.code == "login_wall"
    assert failure.value.retry_after == 900
    assert "caption" in failure.value.advice


def test_a_page_that_answers_passes() -> None:
    instagram.check(answer("https://www.instagram.com/reel/AbC123/"), URL)


ODD = st.recursive(
    st.none() | st.integers() | st.text(max_size=5) | st.just(USER),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["if_not_gated_logged_out", "items", "caption", "text", "user", "edges", "node", "code", "owner",
             "image_versions2", "candidates", "comments_connection", "carousel_media", "pk"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=20,
)  # fmt: skip


@given(ODD)
def test_json_of_any_shape_is_read_or_refused(value: Any) -> None:
    try:
        reading = instagram.read(instagram_page({"xig_polaris_media": value}), URL)
    except Failure as failure:
        assert failure.advice  # noqa: PT017  both ends are fine
    else:
        assert isinstance(reading, Reading)


@given(st.text())
def test_any_meta_content_is_survived(content: str) -> None:
    instagram.split_meta(content)
