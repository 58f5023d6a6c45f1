# %% path_sum
def path_sum(df_du, du_dx):
    return df_du @ du_dx


# %% chain_rule_grad
def chain_rule_grad(x, y):
    # f = x y (x - 3 y) + (x² + y)², multiplied out and differentiated
    df_dx = 2 * x * y - 3 * y**2 + 4 * x**3 + 4 * x * y
    df_dy = x**2 - 6 * x * y + 2 * x**2 + 2 * y
    return np.float64(df_dx), np.float64(df_dy)


# %% graph_backward
def graph_backward(x, y):
    a = x * y
    d = a**2 - a**3
    error = d - 10
    a_bar = error * (2 * a - 3 * a**2)
    return {
        "f": 1.0,
        "d": error,
        "c": error * a**2,
        "b": error * (1 - a),
        "a": a_bar,
        "y": a_bar * x,
        "x": a_bar * y,
    }
