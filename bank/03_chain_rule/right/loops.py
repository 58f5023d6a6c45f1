# %% path_sum
def path_sum(df_du, du_dx):
    total = 0.0
    for i in range(len(df_du)):
        total += df_du[i] * du_dx[i]
    return total


# %% chain_rule_grad
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    slopes = {"u": (v, y, x), "v": (u, 1, -3), "w": (2 * w, 2 * x, 1)}
    df_dx = df_dy = 0.0
    for f_slope, by_x, by_y in slopes.values():
        df_dx += f_slope * by_x
        df_dy += f_slope * by_y
    return df_dx, df_dy


# %% graph_backward
def graph_backward(x, y):
    values = graph_forward(x, y)
    a, b, c, d = (values[name] for name in "abcd")
    arrows = [
        ("d", "f", d - 10),
        ("b", "d", c),
        ("c", "d", b),
        ("a", "b", 2 * a),
        ("a", "c", -1),
        ("x", "a", y),
        ("y", "a", x),
    ]
    bar = {name: 0.0 for name in values}
    bar["f"] = 1.0
    for start, end, slope in arrows:
        bar[start] += bar[end] * slope
    return bar
