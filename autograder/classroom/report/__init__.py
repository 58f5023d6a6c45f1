"""What an instructor wants to know of a class, made of what is graded."""
