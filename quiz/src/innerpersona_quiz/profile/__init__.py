"""Numbers to meaning: positions, regions and styles, still without a word of text."""
