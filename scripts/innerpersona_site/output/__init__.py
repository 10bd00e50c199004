"""What is written beside the pages, each from what the pages are made of."""
