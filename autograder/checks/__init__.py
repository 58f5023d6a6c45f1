"""What a lesson's test cells call. NumPy and IPython are all that it needs."""
