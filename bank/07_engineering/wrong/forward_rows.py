# %% bias-left-out [bias-forgotten]: X W without b
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W))
    return cache


# %% preactivations-kept: the cache holds U in place of the activations
def forward_rows(params, X):
    cache, A = [X], X
    for W, b in params:
        U = A @ W + b
        A = sigmoid(U)
        cache.append(U)
    return cache


# %% sigmoid-left-out-at-the-output [last-layer-linear]: the last layer is linear
def forward_rows(params, X):
    cache = [X]
    for layer, (W, b) in enumerate(params):
        U = cache[-1] @ W + b
        cache.append(sigmoid(U) if layer < len(params) - 1 else U)
    return cache


# %% input-missing [form]: the cache begins with the first hidden layer
def forward_rows(params, X):
    cache = []
    for W, b in params:
        X = sigmoid(X @ W + b)
        cache.append(X)
    return cache


# %% output-only [form]: only the last activation is returned
def forward_rows(params, X):
    for W, b in params:
        X = sigmoid(X @ W + b)
    return X


# %% one-array-for-all: layers of equal size write into the same array
def forward_rows(params, X):
    cache, room = [X], {}
    for W, b in params:
        U = room.setdefault(W.shape[1], np.empty((len(X), W.shape[1])))
        U[:] = sigmoid(cache[-1] @ W + b)
        cache.append(U)
    return cache


# %% input-overwritten [exception]: the sigmoid works in place on a view of X
def forward_rows(params, X):
    W, b = params[0]
    X[:, : W.shape[1]] = sigmoid(X @ W + b)[:, : X.shape[1]]
    cache = [X]
    for W, b in params[1:]:
        cache.append(sigmoid(cache[-1] @ W + b))
    return cache


# %% column-notation [exception]: W is used as if its rows led into the units
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W.T + b))
    return cache


# %% whichever-fits [matrix-transposed]: W or its transpose, whichever does not raise, wrong for a square W
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        same = W.shape[0] == W.shape[1]
        cache.append(sigmoid(cache[-1] @ (W.T if same else W) + b))
    return cache


# %% bias-down-the-batch [exception]: b is added along the samples, which fits a square U only
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + b[:, np.newaxis]))
    return cache


# %% bias-of-the-mean: every unit gets the mean of all biases
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W + np.mean(b)))
    return cache


# %% sigmoid-twice: activations go through the sigmoid once more on the way up
def forward_rows(params, X):
    cache = [X]
    for layer, (W, b) in enumerate(params):
        below = cache[-1] if layer == 0 else sigmoid(cache[-1])
        cache.append(sigmoid(below @ W + b))
    return cache


# %% one-layer-missing [form]: the loop ends a layer early
def forward_rows(params, X):
    cache = [X]
    for W, b in params[:-1]:
        cache.append(sigmoid(cache[-1] @ W + b))
    return cache


# %% overflows [not-finite]: the exponential of a large number is infinite and its quotient is not a number
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        E = np.exp(cache[-1] @ W + b)
        cache.append(E / (1 + E))
    return cache


# %% bias-subtracted: minus in front of the bias
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ W - b))
    return cache


# %% tanh: another activation
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(np.tanh(cache[-1] @ W + b))
    return cache


# %% activation-missing: no layer has its sigmoid
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(cache[-1] @ W + b)
    return cache


# %% preactivation-passed-on: the next layer gets U
def forward_rows(params, X):
    cache, below = [X], X
    for W, b in params:
        below = below @ W + b
        cache.append(sigmoid(below))
    return cache


# %% bias-added-to-weights: the bias goes to the weights, before the product
def forward_rows(params, X):
    cache = [X]
    for W, b in params:
        cache.append(sigmoid(cache[-1] @ (W + b)))
    return cache
