"""How any figure works: state, controls, widgets."""
