"""The unit's year: its lines, its amounts, the names of its 科目."""
