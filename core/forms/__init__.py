"""Official formats as data: what a form file may say, and the reading of it."""
