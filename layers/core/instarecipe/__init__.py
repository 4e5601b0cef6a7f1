"""InstaRecipe: a shared link becomes a recipe in the cook's recipe manager."""
