"""Posts of another generator as articles of this one: what is understood is converted, the rest is listed."""
