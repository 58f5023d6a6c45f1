"""What the notebooks show: pictures and data."""

from blackboard.picture import show

__all__ = ["show"]
