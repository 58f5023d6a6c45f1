"""Formulas of a line or two: their terms and operations, and how people write each otherwise."""
