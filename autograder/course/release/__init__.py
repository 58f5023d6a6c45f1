"""What students get: the released lessons, what is sealed, and the hand-out."""
