"""The sites that journeys share from: pages in the shape of real ones, written for these tests."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.doubles.web import Answer, page

CAPTION = """One-pot lemon orzo 🍋

Serves 4 · ready in 25 minutes

Ingredients:
• 300 g orzo
• 1 tbsp olive oil
• 2 cloves garlic, chopped
• 700 ml vegetable stock
• 1 lemon, zest and juice

Method:
1. Warm the oil and soften the garlic.
2. Stir in the orzo and the stock and simmer for 12 minutes.
3. Finish with lemon zest and juice.

#orzo #onepot"""


def instagram_post(code: str, caption: str | None, *, author: str = "lemonkitchen") -> Answer:
    """A post page as a logged-out visitor gets it."""
    media = {
        "__typename": "XIGPolarisVideoMedia",
        "pk": "1",
        "code": code,
        "media_type": 2,
        "caption": {"text": caption} if caption else None,
        "user": {"pk": "7", "username": author, "full_name": author.title()},
        "image_versions2": {"candidates": []},
    }
    return page(_sjs({"xig_polaris_media": {"if_not_gated_logged_out": media}}))


STEPS = ("Mix everything.", "Bake.")


def recipe_page(
    title: str, lines: list[str], steps: Sequence[str] = STEPS, *, image: str | None = None
) -> Answer:
    """A recipe blog's page with schema.org data."""
    recipe = {
        "@context": "https://schema.org",
        "@type": "Recipe",
        "name": title,
        "recipeIngredient": lines,
        "recipeInstructions": [{"@type": "HowToStep", "text": step} for step in steps],
        "recipeYield": "2 servings",
        "totalTime": "PT30M",
        **({"image": image} if image else {}),
    }
    return page(f"<title>{title}</title><script type='application/ld+json'>{json.dumps(recipe)}</script>")


def _sjs(result: object) -> str:
    cached = ["key", {"__bbox": {"complete": True, "result": {"data": result}}}]
    stream = {"__bbox": {"require": [["RelayPrefetchedStreamCache", "next", [], cached]]}}
    payload = {"require": [["ScheduledServerJS", "handle", None, [stream]]]}
    return f"<title>Instagram</title><script type='application/json' data-sjs>{json.dumps(payload)}</script>"
