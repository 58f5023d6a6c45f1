"""Tests with a real JupyterLab and a real browser."""
