"""A class graded: runs, journal, gradebook, scores."""
