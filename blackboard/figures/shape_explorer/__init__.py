"""The shape explorer."""
