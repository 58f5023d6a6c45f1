"""Anybody's gradient, compared with what the function itself does."""
