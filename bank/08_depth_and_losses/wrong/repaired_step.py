# %% as-it-was [softmax-twice]: none of the bugs is mended
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(softmax(Us[-1]))
    loss = -np.sum(C * np.log(P)) / len(X)
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = m, s
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% softmax-twice: only the softmax is left as it was
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(softmax(Us[-1]))
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% bias-correction-missing: only the step is left as it was
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = m, s
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% log-of-rounded-probabilities [not-finite]: only the loss is left as it was
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    loss = -np.sum(C * np.log(P)) / len(X)
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% logarithm-held-back [imprecise]: the loss is mended with a small number
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    loss = -np.sum(C * np.log(P + 1e-12)) / len(X)
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% square-not-corrected: half of the correction
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], s
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% mean-not-corrected: the other half of the correction
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = m, [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% one-step-late: the correction of the next step
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9 ** (t + 1)) for a in m], [q / (1 - 0.999 ** (t + 1)) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% softmax-over-columns: the softmax along the samples
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1].T).T
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% logits-for-probabilities: both softmaxes are gone
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = Us[-1]
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% mask-reversed: a new bug in the hidden layers
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] < 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% sum-for-mean: the 1/N of the gradients is gone
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = P - C
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% loss-summed [sum-for-mean]: the loss is a sum
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.sum(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% uphill: the step is added
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p + eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% corrected-means-kept: the corrected means are handed on
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m_hat))
        new_square.append(tuple(s_hat))
    return new_params, new_mean, new_square, loss


# %% loss-left-out [stated]: three results in place of four
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    M = np.max(Us[-1], axis=1)
    log_sums = M + np.log(np.sum(np.exp(Us[-1] - M[:, None]), axis=1))
    loss = np.mean(log_sums - np.sum(C * Us[-1], axis=1))
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square


# %% tiny-number-added [logarithm-held-back]: the loss is mended with a very small number
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    loss = -np.sum(C * np.log(P + 1e-300)) / len(X)
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% eps-beside-the-uncorrected-root [imprecise]: both corrections in the rate
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    loss = cross_entropy(Us[-1], C)
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] > 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        rate = eta * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
        new_params.append(
            tuple(p - rate * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m, s))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss


# %% one-at-the-kink: >= for >
def repaired_step(params, mean, square, t, X, C, eta):
    Us, Xs = [], [X]
    for W, b in params:
        U = Xs[-1] @ W + b
        Us.append(U)
        Xs.append(np.maximum(U, 0.0))
    P = softmax(Us[-1])
    loss = cross_entropy(Us[-1], C)
    L = len(params)
    grads = [None] * L
    delta = (P - C) / len(X)
    for i in reversed(range(L)):
        grads[i] = (Xs[i].T @ delta, delta.sum(axis=0))
        if i > 0:
            delta = (delta @ params[i][0].T) * (Us[i - 1] >= 0)
    new_params, new_mean, new_square = [], [], []
    for i in range(L):
        pairs = [*zip(mean[i], square[i], grads[i])]
        m = [0.9 * old + 0.1 * g for old, _, g in pairs]
        s = [0.999 * old + 0.001 * g**2 for _, old, g in pairs]
        m_hat, s_hat = [a / (1 - 0.9**t) for a in m], [q / (1 - 0.999**t) for q in s]
        new_params.append(
            tuple(p - eta * a / (np.sqrt(q) + 1e-8) for p, a, q in zip(params[i], m_hat, s_hat))
        )
        new_mean.append(tuple(m))
        new_square.append(tuple(s))
    return new_params, new_mean, new_square, loss
