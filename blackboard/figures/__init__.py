"""The figures, a folder each: figure (state and controls), picture, model."""
