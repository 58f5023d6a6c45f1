"""Shapes on a sheet, written as SVG and PNG."""
