"""The cards of 账套与备份, and what stands in the way before a book is open."""
