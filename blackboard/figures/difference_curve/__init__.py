"""The difference curve."""
