"""What stands around the page: top bar, projects, findings, status line, export."""
