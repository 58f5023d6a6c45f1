"""The depth explorer."""
