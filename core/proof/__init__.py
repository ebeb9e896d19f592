"""Reading what running text claims, so that it can be held against the facts."""
