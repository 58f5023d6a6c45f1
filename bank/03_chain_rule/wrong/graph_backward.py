# %% assigned-over-c [only-over-c]: the contribution over c overwrites the one over b
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"]
    bar["a"] = -bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% assigned-over-b [only-over-b]: the contribution over b overwrites the one over c
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = -bar["c"]
    bar["a"] = bar["b"] * 2 * n["a"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% passed-on-too-early: x and y are served before the second contribution has arrived
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["a"] = bar["b"] * 2 * n["a"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    bar["c"] = bar["d"] * n["b"]
    bar["a"] -= bar["c"]
    return bar


# %% factors-exchanged [own-factor]: each factor of d = b c gets its own value as slope
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["b"]
    bar["c"] = bar["d"] * n["c"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% inputs-exchanged [own-factor]: the slopes of a = x y by x and by y have changed places
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * x
    bar["y"] = bar["a"] * y
    return bar


# %% sign-of-c: the slope of c = 1 − a is taken as 1
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] + bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% factor-two: the 2 of the square in f, without the ½
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": 2 * (n["d"] - 10)}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% square-undifferentiated: a² itself where its slope belongs
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * n["a"] ** 2 - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% local-slopes-only: the slopes of the arrows, not multiplied along the way
def graph_backward(x, y):
    n = graph_forward(x, y)
    return {
        "f": 1.0, "d": n["d"] - 10, "b": n["c"], "c": n["b"], "a": 2 * n["a"] - 1, "x": y, "y": x
    }


# %% starts-from-the-value: the adjoint of f starts at the value of f
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": n["f"]}
    bar["d"] = bar["f"] * (n["d"] - 10)
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% forwards: how fast each node moves with x, the other direction
def graph_backward(x, y):
    n = graph_forward(x, y)
    dot = {"x": 1.0, "y": 0.0, "a": y, "b": 2 * n["a"] * y, "c": -y}
    dot["d"] = dot["b"] * n["c"] + n["b"] * dot["c"]
    dot["f"] = (n["d"] - 10) * dot["d"]
    return dot


# %% inputs-alone [form]: only the adjoints of x and y are returned
def graph_backward(x, y):
    a = x * y
    a_bar = (a**2 * (1 - a) - 10) * (2 * a - 3 * a**2)
    return {"x": a_bar * y, "y": a_bar * x}


# %% never-reset [two-answers]: the adjoints of earlier calls are added to
bar = dict.fromkeys("xyabcdf", 0.0)


def graph_backward(x, y):
    n = graph_forward(x, y)
    bar["f"] = 1.0
    bar["d"] += bar["f"] * (n["d"] - 10)
    bar["b"] += bar["d"] * n["c"]
    bar["c"] += bar["d"] * n["b"]
    bar["a"] += bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] += bar["a"] * y
    bar["y"] += bar["a"] * x
    return dict(bar)


# %% one-point-only: the numbers of the worked example
def graph_backward(x, y):
    return {"f": 1.0, "d": 2.0, "b": 6.0, "c": 8.0, "a": -32.0, "x": 32.0, "y": -64.0}


# %% divided-by-an-input [exception]: a / x in place of y, which fails where x is 0
def graph_backward(x, y):
    value = graph_forward(x, y)
    bar = {"f": 1.0, "d": value["d"] - 10}
    bar["b"], bar["c"] = bar["d"] * value["c"], bar["d"] * value["b"]
    bar["a"] = 2 * bar["b"] * value["a"] - bar["c"]
    bar["x"], bar["y"] = bar["a"] * value["a"] / x, bar["a"] * value["a"] / y
    return bar


# %% passed-on-too-early-over-c [passed-on-too-early]: x and y are served with what came over c alone
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = -bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    bar["a"] += bar["b"] * 2 * n["a"]
    return bar


# %% x-too-early [passed-on-too-early]: x is served between the two contributions, y after both
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"]
    bar["x"] = bar["a"] * y
    bar["a"] -= bar["c"]
    bar["y"] = bar["a"] * x
    return bar


# %% y-too-early [passed-on-too-early]: y is served between the two contributions, x after both
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = -bar["c"]
    bar["y"] = bar["a"] * x
    bar["a"] += bar["b"] * 2 * n["a"]
    bar["x"] = bar["a"] * y
    return bar


# %% sign-of-d: 10 − d in place of d − 10
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": 10 - n["d"]}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% ten-left-out: d in place of its distance from 10
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"]}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% value-at-d [value-for-slope]: the value of f in place of its slope by d
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": 0.5 * (n["d"] - 10) ** 2}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% half-kept [factor-half]: the half of f stays although its square is differentiated
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": 0.5 * (n["d"] - 10)}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% d-bar-forgotten [upstream-left-out]: b and c get the slopes of d alone
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = n["c"]
    bar["c"] = n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% d-bar-forgotten-at-c [upstream-left-out]: c gets the slope of d alone
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% a-bar-forgotten [upstream-left-out]: x and y get the slopes of a alone
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = y
    bar["y"] = x
    return bar


# %% b-bar-forgotten [upstream-left-out]: what came back to b is not handed on to a
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% a-for-two-a [slope-of-the-square]: the slope of a² without its 2
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% two-for-two-a [slope-of-the-square]: the slope of a² without a
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% c-for-its-slope [value-for-slope]: the value of c on the arrow from a to c
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] + bar["c"] * n["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% last-slope-forgotten [slope-left-out]: x and y get the adjoint of a as it is
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"]
    bar["y"] = bar["a"]
    return bar


# %% sign-of-b [sign-reversed]: the contribution over b is subtracted
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = -bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% key-missing [form]: b is left out of the dict
def graph_backward(x, y):
    n = graph_forward(x, y)
    d = n["d"] - 10
    a = d * n["c"] * 2 * n["a"] - d * n["b"]
    return {"f": 1.0, "d": d, "c": d * n["b"], "a": a, "x": a * y, "y": a * x}


# %% central-differences [stated]: every node is nudged, right to ten digits
def graph_backward(x, y):
    n, h = graph_forward(x, y), 6e-6
    from_d = lambda d: 0.5 * (d - 10) ** 2
    from_a = lambda a: from_d(a**2 * (1 - a))
    by_node = {
        "x": lambda x: from_a(x * y), "y": lambda y: from_a(x * y), "a": from_a,
        "b": lambda b: from_d(b * n["c"]), "c": lambda c: from_d(n["b"] * c), "d": from_d,
    }
    slopes = {k: (g(n[k] + h) - g(n[k] - h)) / (2 * h) for k, g in by_node.items()}
    return {**slopes, "f": 1.0}


# %% sign-reversed-at-c [sign-reversed]: a minus in front of what comes back to c
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = -bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% added-for-multiplied: at x, the slope is added
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] + y
    bar["y"] = bar["a"] * x
    return bar


# %% sign-of-ten: plus 10 in the slope of f
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] + 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] - bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar


# %% sent-on-at-each-use [passed-on-twice]: a passes on what has come over c, and then the sum of both
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    d_bar = b * c - 10
    b_bar, c_bar = d_bar * c, d_bar * b
    a_bar = x_bar = y_bar = 0.0
    for part in (-c_bar, b_bar * 2 * a):
        a_bar += part
        x_bar += a_bar * y
        y_bar += a_bar * x
    return {
        "f": 1.0, "d": d_bar, "c": c_bar, "b": b_bar, "a": a_bar, "y": y_bar, "x": x_bar
    }


# %% square-as-a-cube [slope-of-the-square]: the slope of a third power on the arrow to b
def graph_backward(x, y):
    a = x * y
    b, c = a**2, 1 - a
    d_bar = b * c - 10
    b_bar, c_bar = d_bar * c, d_bar * b
    a_bar = b_bar * 3 * a**2 - c_bar
    return {
        "f": 1.0, "d": d_bar, "c": c_bar, "b": b_bar, "a": a_bar, "y": a_bar * x, "x": a_bar * y
    }


# %% contributions-multiplied: the contributions of the two paths into a are multiplied
def graph_backward(x, y):
    n = graph_forward(x, y)
    bar = {"f": 1.0, "d": n["d"] - 10}
    bar["b"] = bar["d"] * n["c"]
    bar["c"] = bar["d"] * n["b"]
    bar["a"] = bar["b"] * 2 * n["a"] * -bar["c"]
    bar["x"] = bar["a"] * y
    bar["y"] = bar["a"] * x
    return bar
