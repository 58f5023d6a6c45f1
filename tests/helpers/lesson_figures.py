"""The figures of each lesson: the id of the cell, and the name that a screen reader says."""

FIGURES = {
    "00_start_here": {"figure-move-h": "Slopes figure"},
    "01_forward_pass": {"network-diagram": "Network diagram"},
    "02_euclidean_loss": {
        "figure-difference-curve": "Difference curve",
        "loss-bowl": "Loss bowl",
    },
    "03_chain_rule": {
        "graph-steps": "Computational graph",
        "graph-own": "Computational graph",
    },
    "04_jacobian_lemmas": {
        "shape-explorer-W": "Shape explorer",
        "shape-explorer-x": "Shape explorer",
    },
    "05_backpropagation": {
        "stepper": "Backward stepper",
        "stepper-own": "Backward stepper",
        "stepper-suspect": "Backward stepper",
    },
    "06_gradient_descent": {"figure-race": "Descent player"},
    "07_engineering": {
        "figure-memory-lines": "Memory layout",
        "figure-cache-uses": "Cached values",
    },
    "08_depth_and_losses": {"figure-depth": "Depth explorer"},
    "09_an_engine": {"tape-graph": "Tape graph", "tape-graph-network": "Tape graph"},
}
