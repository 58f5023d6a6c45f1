"""From what a class handed in to submissions."""
