"""The descent player."""
