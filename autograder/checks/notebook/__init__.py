"""What of the checks lives in a student's IPython: a line a cell, what was forgotten, progress."""
