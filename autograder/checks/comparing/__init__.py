"""What was returned against what must come out, entry by entry, and how a difference is told."""
