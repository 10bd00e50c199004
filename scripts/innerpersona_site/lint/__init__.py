"""The rules that content must meet, each a function from what was read to diagnostics."""
