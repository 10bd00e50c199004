"""Two people's shared results against each other: numbers only, and only those that a code holds."""
