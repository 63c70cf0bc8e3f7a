"""What rules are, and how they become closures over a board."""
