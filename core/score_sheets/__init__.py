"""Score sheets: what was typed, what a standard gives for it."""
