"""Firefox and WebKit, each driven by what its makers maintain for that."""
