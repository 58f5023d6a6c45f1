"""The mistakes that the backward stepper can plant, as its list names them."""

from autograder.checks.expected import Parameters

RIGHT = "none"
NO_SLOPE_HIDDEN = "f′ forgotten in the hidden layers"
NO_SLOPE_OUTPUT = "f′ forgotten in the output layer"
SLOPE_AT_X = "f′ taken at x instead of u"
NOT_TRANSPOSED = "W in place of its transpose"
UPDATED_W = "δ handed back through the updated W"
U_FOR_X = "u in place of x in ∇W"
RATE = 0.5  # η of the update that comes too early: large enough for three decimals to show it


def mistakes(params: Parameters) -> list[str]:
    """List the mistakes that can be made with this network without an error, RIGHT first."""
    deep = len(params) > 1
    square = any(W.shape[0] == W.shape[1] for W, _ in params[1:])
    offered: list[tuple[str, bool]] = [
        (RIGHT, True),
        (NO_SLOPE_HIDDEN, deep),
        (NO_SLOPE_OUTPUT, True),
        (SLOPE_AT_X, True),
        (NOT_TRANSPOSED, square),
        (UPDATED_W, deep),
        (U_FOR_X, deep),
    ]
    return [name for name, possible in offered if possible]
