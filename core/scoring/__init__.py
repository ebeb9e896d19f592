"""Points and grades of measured indicators, and how they come about."""
