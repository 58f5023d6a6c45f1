# %% second-parent-wins [only-over-b]: a node that is used twice keeps the gradient of one use only
# source: https://github.com/callummcdougall/ARENA_2.0/pull/18
# expects: at a, which is used twice, the contributions must be added, one overwrites the other
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    grads = {"f": 1.0}
    grads["d"] = grads["f"] * (b * c - 10)
    grads["b"] = grads["d"] * c
    grads["c"] = grads["d"] * b
    for parent_grad in (-grads["c"], grads["b"] * 2 * a):
        grads["a"] = parent_grad
    grads["x"] = grads["a"] * y
    grads["y"] = grads["a"] * x
    return grads


# %% sent-on-at-every-arrival [passed-on-twice]: all that has arrived at a node is sent on each time something arrives
# source: https://github.com/SethHWeidman/DLFS_code/pull/13
# expects: a passes its gradient on before it is complete, so one path is counted twice in x and y
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    grads = dict.fromkeys("xyabcdf", 0.0)
    grads["f"] = 1.0
    grads["d"] = b * c - 10
    grads["b"], grads["c"] = grads["d"] * c, grads["d"] * b
    for arriving in (grads["b"] * 2 * a, -grads["c"]):
        grads["a"] += arriving
        grads["x"] += grads["a"] * y
        grads["y"] += grads["a"] * x
    return grads


# %% visited-after-one-path [passed-on-too-early]: a node is done with when the first of two paths has come through it
# source: https://github.com/lucasdelimanogueira/PyNorch/issues/90
# expects: x and y hear of one path through a only, a is passed on before it is complete
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    grads = dict.fromkeys("xyabcdf", 0.0)
    grads["f"] = 1.0
    grads["d"] = b * c - 10
    grads["b"], grads["c"] = grads["d"] * c, grads["d"] * b
    visited = False
    for arriving in (grads["b"] * 2 * a, -grads["c"]):
        grads["a"] += arriving
        if not visited:
            grads["x"] = grads["a"] * y
            grads["y"] = grads["a"] * x
            visited = True
    return grads


# %% minus-forgotten-backwards [sign-of-c]: what is subtracted gets the gradient with a plus
# source: https://github.com/AayushSameerShah/Neural-Net-Zero-to-Hero-with-Andrej/issues/1
# expects: the slope of c in a is -1, the minus is missing
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    grads = {"f": 1.0, "d": b * c - 10}
    grads["b"] = grads["d"] * c
    grads["c"] = grads["d"] * b
    grads["a"] = grads["b"] * 2 * a + 1.0 * grads["c"]
    grads["x"] = grads["a"] * y
    grads["y"] = grads["a"] * x
    return grads


# %% exponent-twice [slope-of-the-square]: the exponent of the square is multiplied in twice
# source: https://github.com/haydnv/tinychain/pull/160
# expects: the slope of b in a is twice too large
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    grads = {"f": 1.0, "d": b * c - 10}
    grads["b"] = grads["d"] * c
    grads["c"] = grads["d"] * b
    grads["a"] = grads["b"] * 2 * (2 * a) - grads["c"]
    grads["x"] = grads["a"] * y
    grads["y"] = grads["a"] * x
    return grads


# %% product-forgets-upstream [upstream-left-out]: the backward step of a product does not multiply by what comes in
# source: https://github.com/pytorch/pytorch/issues/995
# expects: b and c get their local slopes only, without the gradient of d that comes from behind
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    grads = {"f": 1.0, "d": b * c - 10, "b": c, "c": b}
    grads["a"] = grads["b"] * 2 * a - grads["c"]
    grads["x"] = grads["a"] * y
    grads["y"] = grads["a"] * x
    return grads


# %% grads-survive-the-call [two-answers]: the gradients are not set to zero before the next backward pass
# source: https://github.com/karpathy/micrograd/issues/53
# expects: a second call adds to the gradients of the first, they must start at zero each time
kept_grads = dict.fromkeys("xyabcdf", 0.0)


def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    kept_grads["f"] = 1.0
    kept_grads["d"] += b * c - 10
    kept_grads["b"] += kept_grads["d"] * c
    kept_grads["c"] += kept_grads["d"] * b
    kept_grads["a"] += kept_grads["b"] * 2 * a - kept_grads["c"]
    kept_grads["x"] += kept_grads["a"] * y
    kept_grads["y"] += kept_grads["a"] * x
    return dict(kept_grads)
