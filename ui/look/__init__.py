"""The look as a library of parts; every part takes plain values and knows nothing of budgets."""
