"""Mutants of the reference answers that compute the same, each with the reason why."""

SQUARED = "the difference is squared: its sign has no effect"
ONE = "the slope of this arrow is 1: a factor 1, a divisor 1 and none are the same"
FIRST = "nothing has been added to this entry before, so that = and += are the same"
LARGER = "the larger of two is the same whichever comes first"
COPIED = (
    "the check hands in copies that nobody uses afterwards, so that a new array and the same one "
    "cannot be told apart"
)

# Answers that are judged by their result: a mutant that gets there as well is no wrong answer.
BY_RESULT = {
    "train_digits": "any training that answers 95 % of unseen images right is right",
    "train_digits_deep": "any training that answers 97 % of unseen images right is right",
}

EQUIVALENT: dict[str, dict[str, str]] = {
    "euclidean_loss": {
        "return np.sum((x - c) ** 2) / 2  →  return np.sum((c - x) ** 2) / 2": SQUARED,
    },
    "objective": {
        "return np.sum((H - Y) ** 2) / (2 * m)  →  return np.sum((Y - H) ** 2) / (2 * m)": SQUARED,
    },
    "path_sum": {
        "return float(np.sum(df_du * du_dx))  →  return np.sum(df_du * du_dx)": (
            "a number of NumPy's is a number"
        ),
    },
    "chain_rule_grad": {
        "u, v, w = (u_of(x, y), v_of(x, y), w_of(x, y))  →  "
        "u, v, w = (u_of(y, x), v_of(x, y), w_of(x, y))": "u = x y is the same both ways",
        "df_dy = df_du * x + df_dv * -3 + df_dw * 1  →  "
        "df_dy = df_du * x + df_dv * -3 + df_dw / 1": ONE,
        "df_dy = df_du * x + df_dv * -3 + df_dw * 1  →  "
        "df_dy = df_du * x + df_dv * -3 + df_dw": ONE,
        "df_dx = df_du * y + df_dv * 1 + df_dw * 2 * x  →  "
        "df_dx = df_du * y + df_dv / 1 + df_dw * 2 * x": ONE,
        "df_dx = df_du * y + df_dv * 1 + df_dw * 2 * x  →  "
        "df_dx = df_du * y + df_dv + df_dw * 2 * x": ONE,
    },
    "graph_backward": {
        "bar['d'] += bar['f'] * (value['d'] - 10)  →  "
        "bar['d'] = bar['f'] * (value['d'] - 10)": FIRST,
        "bar['b'] += bar['d'] * value['c']  →  bar['b'] = bar['d'] * value['c']": FIRST,
        "bar['c'] += bar['d'] * value['b']  →  bar['c'] = bar['d'] * value['b']": FIRST,
        "bar['a'] += bar['b'] * 2 * value['a']  →  bar['a'] = bar['b'] * 2 * value['a']": FIRST,
        "bar['x'] += bar['a'] * y  →  bar['x'] = bar['a'] * y": FIRST,
        "bar['y'] += bar['a'] * x  →  bar['y'] = bar['a'] * x": FIRST,
        "value = graph_forward(x, y)  →  value = graph_forward(y, x)": (
            "a = x y is the same both ways, and of the values only those from a on are used"
        ),
        "bar['d'] += bar['f'] * (value['d'] - 10)  →  bar['d'] += value['d'] - 10": (
            "the adjoint of f is 1"
        ),
        "bar['a'] += bar['c'] * -1  →  bar['a'] += bar['c'] / -1": (
            "a factor −1 and a divisor −1 are the same"
        ),
    },
    "hidden_delta": {
        "grad_x = affine_grad_x(W_next, delta_next)  →  "
        "grad_x = affine_grad_x(delta_next, W_next)": (
            "a vector times a matrix from the left is its transpose times the vector"
        ),
    },
    "train": {
        "outputs = np.array([forward(params, x)[1][-1] for x in X])  →  "
        "outputs = [forward(params, x)[1][-1] for x in X]": ("a list minus an array is an array"),
        "losses.append(np.sum((outputs - Y) ** 2) / (2 * len(X)))  →  "
        "losses.append(np.sum((Y - outputs) ** 2) / (2 * len(X)))": SQUARED,
    },
    "sgd": {
        "return ([(W.copy(), b.copy()) for W, b in params], losses)  →  "
        "return ([(W, b.copy()) for W, b in params], losses)": COPIED,
        "return ([(W.copy(), b.copy()) for W, b in params], losses)  →  "
        "return ([(W.copy(), b) for W, b in params], losses)": COPIED,
    },
    "backward_rows": {
        "if layer > 0:  →  if layer >= 0:": "an error term of the input is computed and not used",
        "if layer > 0:  →  if layer > -1:": "an error term of the input is computed and not used",
    },
    "relu": {"return np.maximum(u, 0.0)  →  return np.maximum(0.0, u)": LARGER},
    "cross_entropy": {
        "return float(np.mean(log_sums - np.sum(C * U, axis=1)))  →  "
        "return np.mean(log_sums - np.sum(C * U, axis=1))": "a number of NumPy's is a number",
        "log_sums = M[:, 0] + np.log(np.sum(np.exp(U - M), axis=1))  →  "
        "log_sums = M[:, -1] + np.log(np.sum(np.exp(U - M), axis=1))": (
            "a matrix of one column: its first is its last"
        ),
    },
    "repaired_step": {
        "Xs.append(np.maximum(U, 0.0))  →  Xs.append(np.maximum(0.0, U))": LARGER,
    },
}
