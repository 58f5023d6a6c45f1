"""The gradebook."""
