"""The last phase: the recipe arrives in the cook's recipe manager, once and whole."""
