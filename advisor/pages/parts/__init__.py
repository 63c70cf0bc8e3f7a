"""Pieces of pages, one function each."""
