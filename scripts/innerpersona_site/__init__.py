"""Builds the InnerPersona site."""
