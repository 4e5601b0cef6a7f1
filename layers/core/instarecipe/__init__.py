"""InstaRecipe: a shared link becomes a recipe in the cook's recipe manager."""

__version__ = "0.1.0"
