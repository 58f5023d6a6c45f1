"""The report of a class."""
