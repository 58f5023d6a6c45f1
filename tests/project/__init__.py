"""Tests of what belongs to no package: dependencies, documents, exports."""
