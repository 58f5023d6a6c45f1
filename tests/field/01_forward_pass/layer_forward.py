# %% one-bias-for-the-layer [one-bias-for-all]: a single bias serves all units of the layer
# source: https://github.com/glouw/tinn/issues/29
# expects: every unit gets the first bias in place of its own
def layer_forward(W, x, b):
    u = np.zeros(len(W))
    for i in range(len(W)):
        total = 0.0
        for j in range(len(x)):
            total += W[i, j] * x[j]
        u[i] = total + b[0]
    return u, f(u)
