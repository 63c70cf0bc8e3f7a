"""What comes in as a file of another kind, read under limits."""
