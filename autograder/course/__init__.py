"""The course on the disk: lessons, their questions and the known answers to them."""
