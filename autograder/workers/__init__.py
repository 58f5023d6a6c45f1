"""Where submissions are graded: here, in processes, on a cluster."""
