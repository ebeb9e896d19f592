"""What speaks of a whole year, or of one year beside another."""
