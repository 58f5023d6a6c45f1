"""Passes through a network, forward and back: their steps, and how people do each otherwise."""
