"""What one language contributes to the reader. Lists are written `a|b|c`, all in lower case.

A word list may hold patterns with one star: `misch*` is every word that begins so, `ge*t` what begins
with `ge` and ends in `t`. Everything else stands for itself; phrases of several words are allowed where
the field says "phrases".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """`units` maps our English name to its spellings (phrases), `numbers` a value to its words."""

    code: str
    # -- ingredient lines
    units: Mapping[str, str] = field(default_factory=dict)
    exact_units: Mapping[str, str] = field(default_factory=dict)
    """Spellings whose case matters, by our name (`T` is a tablespoon, `t` a teaspoon)."""
    numbers: Mapping[float, str] = field(default_factory=dict)
    and_half: str = ""
    """Words that by themselves add a half to the number in front: `bir buçuk` is one and a half."""
    glued: Mapping[str, str] = field(default_factory=dict)
    """Words, or their beginnings with a hyphen, that hold a number too, and how they are read apart."""
    one_by_default: bool = False
    """Whether a unit in the singular means one of it: a Hebrew `כוס קמח` is one cup."""
    few: str = ""
    """Words in front of a unit which name no number: a few, einige, quelques."""
    sizes: str = ""
    heaped: str = ""
    """What may stand between a number and its unit: heaped, good, thin."""
    about: str = ""
    of: str = ""
    """What stands between a unit and its food."""
    until: str = ""
    """Between the two ends of a range."""
    plus: str = ""
    either: str = ""
    prepared: str = ""
    """Patterns of words which say how a food was prepared: chopped, gehackt."""
    adverbs: str = ""
    """Patterns of words which may stand in front of those: finely, freshly."""
    participles: str = ""
    """Patterns with which behind a comma a note begins, even if `prepared` does not know the word."""
    onward: str = ""
    """Words with which a preparation goes on, so that it is none of the food: chopped *into* pieces."""
    adjectives: str = ""
    """What may stand before a comma within a name: boneless, skinless chicken."""
    parts: str = ""
    """Words which behind a comma begin a note, not a second food: juice, skin, leaves."""
    named: str = ""
    """Phrases which look like an amount and are a food: five spice."""
    notes: str = ""
    """Phrases with which the note begins, without a comma too: for dusting, nach Geschmack."""
    unmeasured: str = ""
    """Phrases that stand for an amount: to taste, q.b., nach Belieben."""
    # -- captions
    ingredients: str = ""
    """Headings (phrases) over the ingredients; `method` and `closing` likewise."""
    method: str = ""
    closing: str = ""
    """Headings after which nothing belongs to the recipe: notes, tips, nutrition."""
    recipe: str = ""
    """What a post calls itself: `Recipe: Banana bread`."""
    group: str = ""
    """Phrases with which a group's heading begins: for the, für die."""
    step: str = ""
    """Words in front of a step's number: step, Schritt."""
    servings: str = ""
    """Phrases in front of the number: serves, für."""
    people: str = ""
    """Words behind it: servings, Personen."""
    prep: str = ""
    cook: str = ""
    total: str = ""
    hours: str = ""
    minutes: str = ""
    degrees: str = ""
    verbs: str = ""
    """Patterns of cooking verbs, in the forms that steps use."""
    cooking: str = ""
    """Pieces of text that only steps have, for languages which do not space their words."""
    common: str = ""
    """The most frequent function words, by which the language is known."""
    then: str = ""
    """Phrases with which speech goes on to what is done next: then, after that."""
    making: str = ""
    """Phrases in front of what is made: today we're making, let's make."""
    taking: str = ""
    """Words with which speech takes an ingredient up, besides the cooking verbs: take, need, goes."""
    things: str = ""
    """What is counted in a kitchen and is no food: bowl, sides, times."""
    aside: str = ""
    """Words that end a spoken food, besides the most frequent ones: about, really, hinein."""
    talk: str = ""
    """Phrases of a post that speak to the follower: save this, link in bio."""
    teaser: str = ""
    """Phrases that promise the recipe elsewhere or sell something."""
