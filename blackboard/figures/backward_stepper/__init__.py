"""The backward stepper."""
