"""The course on the disk: lessons, their cells, releases, known answers."""
