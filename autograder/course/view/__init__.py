"""What is graded: the lesson's own notebook with a student's answers in it."""
