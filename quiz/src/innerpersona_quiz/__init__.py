"""Scoring and reports of InnerPersona."""
