"""The window: it shows and asks, and knows no rule about budgets."""
