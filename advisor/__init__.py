"""Stimmig: a linter for business models."""

__version__ = "0.1.0"
