"""What a built site holds beside the words of its pages, each kind of file in a module of its own."""
