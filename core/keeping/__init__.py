"""What keeps a book: backups elsewhere, ways out of damage, what this computer remembers, what may leave the office."""
