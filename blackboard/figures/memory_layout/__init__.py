"""The memory layout."""
