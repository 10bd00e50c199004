"""A person's results as a short text that another person's page can read: scores and errors, never answers."""
