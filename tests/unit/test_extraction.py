"""The ways to what a post says: their order, which of them is believed, what a link leads to."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instarecipe.domain.errors import Failure, Permanent, Transient
from instarecipe.extraction import Extraction
from instarecipe.extraction.captions import holds_recipe, is_full, points_to
from instarecipe.ports import Deadline, Extracted, Source
from tests.doubles.pages import Net, answer, comment, json_ld, meta, page, plenty_of_time, post, ticking

POST = "https://www.instagram.com/p/AbC123/"
EMBED = "https://www.instagram.com/p/AbC123/embed/captioned/"
PAGE = "https://example.com/soup"
CAPTION = "Tomato soup 🍅\n500 g tomatoes\n1 onion\n1 l stock\nChop, simmer for 20 minutes, blend."
SOUP = {
    "@context": "https://schema.org",
    "@type": "Recipe",
    "name": "Soup",
    "recipeIngredient": ["1 onion", "1 l stock"],
    "recipeInstructions": ["Simmer."],
}
CLIPPED = page(
    head=meta(og_title=f'Lena on Instagram: "{CAPTION[:60]}…"', og_image="https://cdn.example.com/1.jpg")
)
LOGIN = answer("https://www.instagram.com/accounts/login/?next=/p/AbC123/", "<title>Login</title>")


class Video:
    """`ReadVideo` that says `text`, or raises what it is given."""

    def __init__(self, said: str | Failure) -> None:
        self.said = said
        self.asked: list[str] = []

    def __call__(self, url: str, *, deadline: Deadline) -> Extracted:
        self.asked.append(url)
        if isinstance(self.said, Failure):
            raise self.said
        return Extracted(self.said, via="video", image="https://cdn.example.com/thumbnail.jpg")


def extract(
    net: Net, url: str = POST, *, text: str | None = None, html: str | None = None, **more: Any
) -> Extracted:
    deadline = more.pop("deadline", plenty_of_time())
    progress = more.pop("progress", lambda _: None)
    return Extraction(net, **more)(Source(url, url, text, html), deadline=deadline, progress=progress)


def failing(net: Net, url: str = POST, **more: Any) -> Failure:
    with pytest.raises(Failure) as failure:
        extract(net, url, **more)
    return failure.value


# -- what the client sent ------------------------------------------------------------------------------


def test_a_pasted_caption_is_enough_and_nothing_is_fetched() -> None:
    net = Net()

    found = extract(net, text=CAPTION)

    assert (found.text, found.via) == (CAPTION, "given")
    assert net.asked == []


@pytest.mark.parametrize("text", ["2 eggs, 100 g flour, bake.", "Soup\nOnions\nStock", "So good. " * 30])
def test_a_pasted_text_counts_however_short_its_lines_are(text: str) -> None:
    assert extract(Net(), text=text).via == "given"


def test_the_share_sheet_s_prose_is_not_the_post() -> None:
    found = extract(Net({POST: post(CAPTION)}), text=f"Look at this reel! {POST}?igsh=1")

    assert (found.text, found.via) == (CAPTION, "instagram")


def test_the_share_sheet_s_prose_does_not_hide_a_wall() -> None:
    assert failing(Net({POST: LOGIN, EMBED: LOGIN}), text="Look at this reel!").code == "login_wall"


def test_a_pasted_recipe_has_no_site() -> None:
    net = Net()

    assert extract(net, "pasted:0123", text="Soup: boil.").text == "Soup: boil."
    assert failing(net, "pasted:0123", text=" \n").code == "no_text"
    assert net.asked == []


def test_a_page_that_the_browser_sent_is_read_like_a_fetched_one() -> None:
    net = Net()

    assert extract(net, html=post(CAPTION)).via == "instagram"
    assert extract(net, PAGE, html=page(json_ld(SOUP))).recipe is not None
    assert net.asked == []


def test_a_wall_that_the_browser_sent_is_passed_over() -> None:
    wall = page(head='<title>Login</title><meta property="og:site_name" content="Instagram">')

    assert extract(Net({POST: post(CAPTION)}), html=wall).text == CAPTION


def test_what_was_sent_is_all_there_is_when_the_site_is_closed() -> None:
    found = extract(
        Net({POST: LOGIN, EMBED: LOGIN}), html='<meta property="og:site_name" content="Instagram">' + CLIPPED
    )

    assert found.via == "instagram-meta"


# -- the order of the ways -----------------------------------------------------------------------------


def test_the_post_s_json_tells_all_and_no_other_way_is_tried() -> None:
    net, video = Net({POST: post(CAPTION)}), Video("other")
    progress: list[int] = []

    found = extract(net, video=video, progress=progress.append)

    assert (found.text, found.author, found.via) == (CAPTION, "Lena Cooks", "instagram")
    assert net.asked == [POST]
    assert video.asked == []
    assert progress == [40, 80]


def test_the_longest_caption_that_agrees_wins_and_keeps_what_the_others_know() -> None:
    whole = CAPTION.replace("\n", "<br>")
    embed = page(f'<div class="Caption"><a class="CaptionUsername">lena.cooks</a>{whole}</div>')

    found = extract(Net({POST: CLIPPED, EMBED: embed}))

    assert (found.text, found.via) == (CAPTION, "instagram-embed")
    assert found.image == "https://cdn.example.com/1.jpg"


def test_a_longer_caption_of_another_post_is_not_believed() -> None:
    embed = page(
        '<div class="Caption">Ten reasons why you must visit Rome this spring, and where to stay</div>'
    )

    found = extract(Net({POST: CLIPPED, EMBED: embed}))

    assert found.text.startswith("Tomato soup")


def test_the_video_library_comes_after_the_page_and_the_embed_page() -> None:
    net, video = Net({POST: LOGIN, EMBED: LOGIN}), Video(CAPTION)

    found = extract(net, video=video)

    assert (found.text, found.via) == (CAPTION, "video")
    assert net.asked == [POST, EMBED]
    assert video.asked == [POST]


def test_when_every_way_fails_the_first_failure_is_told() -> None:
    video = Video(Transient("site_error", "Broken.", "Wait."))

    assert failing(Net({POST: LOGIN, EMBED: answer(EMBED, status=500)}), video=video).code == "login_wall"


def test_a_later_way_that_knows_for_sure_is_believed() -> None:
    video = Video(Permanent("private", "This account is private.", "Paste the caption."))

    assert failing(Net({POST: LOGIN, EMBED: LOGIN}), video=video).code == "private"


@pytest.mark.parametrize(
    ("route", "code"),
    [
        (answer(POST, status=404), "not_found"),
        (answer(POST, status=429), "rate_limited"),
        (post(None), "no_text"),
        (Permanent("address_blocked", "Not there."), "address_blocked"),
    ],
)
def test_a_final_answer_ends_the_search(route: Any, code: str) -> None:
    net, video = Net({POST: route, EMBED: post(CAPTION)}), Video(CAPTION)

    assert failing(net, video=video).code == code
    assert net.asked == [POST]
    assert video.asked == []


def test_with_little_time_left_what_is_found_counts() -> None:
    net = Net({POST: CLIPPED, EMBED: post(CAPTION)})

    assert extract(net, deadline=ticking(2)).via == "instagram-meta"
    assert net.asked == [POST]


TIKTOK = "https://www.tiktok.com/@lena/video/123"
DESCRIPTION = page("<div id=app></div>", head=meta(og_description="Soup in 5 minutes! Recipe in the video…"))


def test_a_video_site_is_asked_through_the_library_and_falls_back_to_its_description() -> None:
    assert extract(Net({TIKTOK: DESCRIPTION}), TIKTOK, video=Video(CAPTION)).text == CAPTION
    gone = Video(Transient("site_error", "Broken.", "Wait."))
    assert extract(Net({TIKTOK: DESCRIPTION}), TIKTOK, video=gone).via == "meta"
    assert extract(Net({TIKTOK: answer(TIKTOK, status=403)}), TIKTOK, video=Video(CAPTION)).text == CAPTION


@pytest.mark.parametrize(
    "html",
    [
        page(
            head="<title>Log in to Facebook</title>" + meta(og_description="Log in to Facebook to see more.")
        ),
        answer("https://www.facebook.com/login/?next=x", page("<p>Log in to see this.</p>")),
    ],
)
def test_the_login_wall_of_a_social_site_is_no_caption(html: Any) -> None:
    url = "https://www.facebook.com/reel/123/"

    failure = failing(Net({url: html}), url)

    assert (type(failure), failure.code) == (Transient, "login_wall")


def test_a_shell_of_scripts_is_no_caption() -> None:
    assert failing(Net({TIKTOK: page("<div id=app>Make your day</div>")}), TIKTOK).code == "no_text"


def test_an_ordinary_page_gives_its_text_and_is_asked_once() -> None:
    net, video = Net({PAGE: page("<p>A long walk through the city on a rainy day.</p>")}), Video(CAPTION)

    found = extract(net, PAGE, video=video)

    assert (found.recipe, found.via) == (None, "page")
    assert net.asked == [PAGE]
    assert video.asked == []


def test_a_recipe_carries_the_canonical_link() -> None:
    recipe = extract(Net({PAGE: page(json_ld(SOUP))}), PAGE).recipe

    assert recipe is not None
    assert recipe.source_url == PAGE


def test_a_page_of_plain_text_keeps_its_lines() -> None:
    net = Net({PAGE: answer(PAGE, CAPTION, content_type="text/plain; charset=utf-8")})

    found = extract(net, PAGE)

    assert (found.text, found.via) == (CAPTION, "page")


def test_markup_that_is_called_plain_text_is_read_as_markup() -> None:
    net = Net({PAGE: answer(PAGE, page(json_ld(SOUP)), content_type="text/plain")})

    assert extract(net, PAGE).recipe


# -- where links lead ----------------------------------------------------------------------------------


def test_a_redirecting_link_names_the_post_that_it_led_to() -> None:
    share = "https://www.instagram.com/share/reel/xyz/"
    net = Net({share: answer("https://www.instagram.com/reel/AbC123/?igsh=1", post(CAPTION))})

    found = extract(net, share)

    assert (found.text, found.found_url) == (CAPTION, POST)


def test_a_redirecting_link_that_meets_a_login_still_knows_its_post() -> None:
    share = "https://www.instagram.com/share/reel/xyz/"
    net = Net({share: LOGIN, EMBED: CLIPPED})

    assert extract(net, share).found_url == POST


def test_a_shortener_that_leads_on_by_html_is_followed() -> None:
    short = "https://t.co/abc"
    onward = f'<head><meta http-equiv="refresh" content="0;URL={PAGE}?utm_source=x"></head>'
    net = Net({short: onward, f"{PAGE}?utm_source=x": page(json_ld(SOUP))})

    found = extract(net, short)

    assert found.found_url == PAGE
    assert found.recipe is not None
    assert found.recipe.source_url == PAGE


def test_an_ordinary_link_found_nothing_else() -> None:
    assert (
        extract(Net({PAGE: answer("https://example.com/soup/", page(json_ld(SOUP)))}), PAGE).found_url is None
    )


TEASER = "My favourite soup! 30 minutes, 5 ingredients, 1 pot. Full recipe: www.example.com/soup ❤️ #soup"
BLOG = "https://www.example.com/soup"


def test_a_caption_that_only_points_to_a_page_is_followed_once() -> None:
    net = Net({POST: post(TEASER), BLOG: page(json_ld(SOUP))})

    found = extract(net)

    assert found.recipe is not None
    assert (found.title, found.author) == ("Soup", "Lena Cooks")
    assert found.image == "https://scontent.example/small.jpg"
    assert found.recipe.source_url == POST
    assert net.asked == [POST, BLOG]


@pytest.mark.parametrize(
    "route",
    [
        page("<p>All our books, and where to buy them in your town.</p>"),
        answer(BLOG, status=404),
        Transient("site_slow", "Slow."),
    ],
)
def test_a_page_without_a_recipe_leaves_the_caption_alone(route: Any) -> None:
    assert extract(Net({POST: post(TEASER), BLOG: route})).text == TEASER


@pytest.mark.parametrize(
    "caption",
    [
        f"{CAPTION}\n\nMore on www.example.com/soup",
        "Soup: 1 onion, 500 g tomatoes, 2 l stock, 1 tbsp oil, 3 leaves of basil. From example.com/soup",
        "Recipe at https://linktr.ee/lena and https://www.tiktok.com/@lena",
        "Two kinds: example.com/red and example.com/green",
        "Find me on www.example.com",
        "No link at all",
    ],
)
def test_a_caption_that_does_not_only_point_is_kept(caption: str) -> None:
    net = Net({POST: post(caption)})

    assert extract(net).text == caption
    assert net.asked == [POST]


def test_a_pin_leads_to_the_page_that_it_was_found_on() -> None:
    pin = "https://www.pinterest.com/pin/123/"
    net = Net({pin: page(head=meta(og_title="Soup", og_see_also=BLOG)), BLOG: page(json_ld(SOUP))})

    assert extract(net, pin).recipe is not None


def test_a_pin_that_leads_nowhere_has_its_title() -> None:
    pin = "https://www.pinterest.com/pin/123/"
    net = Net({pin: page(head=meta(og_title="Soup for two", og_see_also=BLOG))})

    assert extract(net, pin).text == "Soup for two"
    assert failing(Net({pin: page(head=meta(og_see_also=BLOG))}), pin).code == "no_text"


@given(st.text(st.characters(codec="utf-8")) | st.text("12 ½,;:/.\nhtps[]@", max_size=80))
def test_any_caption_can_be_judged(caption: str) -> None:
    address = points_to(caption)
    assert address is None or address.startswith(("http://", "https://", "HTTP"))
    assert isinstance(is_full(caption), bool)
    assert isinstance(holds_recipe(caption), bool)


def test_addresses_in_a_page_start_where_it_was_found() -> None:
    moved = answer("https://new.example.org/kitchen/soup", page(json_ld({**SOUP, "image": "soup.jpg"})))

    found = extract(Net({PAGE: moved}), PAGE)

    assert found.image == "https://new.example.org/kitchen/soup.jpg"
    assert found.recipe is not None
    assert found.recipe.source_url == PAGE


def test_a_link_that_only_reached_the_front_page_found_nothing() -> None:
    share = "https://www.instagram.com/share/reel/xyz/"
    net = Net({share: answer("https://www.instagram.com/", "<title>Instagram</title>")})

    assert failing(net, share).code == "login_wall"
    assert net.asked == [share]


# -- cookies -------------------------------------------------------------------------------------------


def test_instagram_s_cookies_go_to_instagram_alone() -> None:
    net = Net({POST: post(TEASER), BLOG: page(json_ld(SOUP))})

    extract(net, instagram_cookies="sessionid=secret")

    assert net.sent == {POST: {"cookie": "sessionid=secret"}, BLOG: {}}


def test_comments_and_caption_together_may_hold_the_recipe() -> None:
    net = Net(
        {
            POST: post(
                TEASER, comments=[comment("500 g tomatoes\n1 onion\n1 l stock\n2 tbsp oil. Simmer it all.")]
            )
        }
    )

    assert "500 g tomatoes" in extract(net).text
    assert net.asked == [POST]
