"""Notebooks as files: their cells, the names in them, and bytes that may be one."""
