"""Knows budgets, forms and files; does not know that a screen exists."""
