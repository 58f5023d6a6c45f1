"""The slopes figure."""
