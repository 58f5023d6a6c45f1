"""Tests of the pages that students get back."""
