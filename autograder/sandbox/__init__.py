"""A process that can harm nobody: bubblewrap, limits, the zygote."""
