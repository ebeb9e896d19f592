"""Readers of files from outside; each turns one kind of file into rows of a book and says what it could not take."""
