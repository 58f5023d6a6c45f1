"""What is graded, in the forms that a learning platform takes back."""
