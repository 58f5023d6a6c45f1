"""Untrusted text made safe for one place."""


def readable(text: str) -> str:
    """Return text that can be written to a file: without halves of characters."""
    return text.encode("utf-8", "replace").decode("utf-8")
