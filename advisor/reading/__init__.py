"""Reads free text: tags and links out of notes, each with the words that carry them."""
