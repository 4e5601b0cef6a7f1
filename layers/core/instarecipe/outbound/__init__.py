"""The parts of the outbound guard: `instarecipe.addresses` and `instarecipe.fetch` are its two doors."""
