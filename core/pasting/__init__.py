"""Blocks of cells from and to other programs."""
