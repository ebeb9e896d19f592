"""What must be true of a project's figures; one file per topic, each with a tuple of rules."""
