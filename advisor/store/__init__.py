"""Drafts and their versions, kept in a database; texts go in and come out, no canvas is read."""
