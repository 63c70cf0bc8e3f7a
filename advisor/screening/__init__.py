"""Many canvases: what was handed in, what the rules say of it, and what goes back."""
