"""The loss bowl."""
