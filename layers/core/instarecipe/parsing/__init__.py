"""From text to a recipe. Where to look:

- one ingredient line: `ingredient` ← `leading`, `amounts`, `numbers` (how much) · `foods`, `preparation`
- a whole post: `rules` ← `split`, `unfold` (its lines) · `features`, `scores`, `roles` (what each line is) ·
  `recognise` (whether it is a recipe) · `assembly`, `titles`, `times` (the recipe)
- words of a language: `tables/{code}.py`, made ready by `lexicon` (ingredients) and `vocabulary` (posts)
"""
