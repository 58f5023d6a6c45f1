"""State, controls and widgets of any figure."""
