"""From the numbers of a failed check to a hint."""
