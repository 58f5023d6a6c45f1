"""A submission's answers run in the sandbox, its tests here."""
