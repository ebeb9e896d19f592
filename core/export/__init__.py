"""Writers: a finished report becomes a file, one module per file type."""
