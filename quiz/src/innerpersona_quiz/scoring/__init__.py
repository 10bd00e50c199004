"""Answers to numbers: nothing here knows what a number means for a person."""
