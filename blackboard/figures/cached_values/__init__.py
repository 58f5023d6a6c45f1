"""The cached values."""
