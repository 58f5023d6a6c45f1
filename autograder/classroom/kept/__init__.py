"""What is kept from run to run: results, who handed in, and what was recorded before."""
