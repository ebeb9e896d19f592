"""Finding again: words in a book, indicators and snippets used before, names alike, initials."""
