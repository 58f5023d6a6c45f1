"""What the numbers of a wrong gradient point to: the traces that mistakes leave in them."""
