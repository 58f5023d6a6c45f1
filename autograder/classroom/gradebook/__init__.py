"""nbgrader's gradebook: points written, read and added up."""
