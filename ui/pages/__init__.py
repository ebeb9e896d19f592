"""The pages of the window: one file a page, each a scrolled column of cards over the desk."""
