# %% bias-correction-missing: the means as they are
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m, s
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% mean-not-corrected: only the squares are corrected
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m, s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% square-not-corrected: only the mean is corrected
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% corrected-as-at-the-first-step: t is not used
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1), s / (1 - beta2)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% one-step-late: t is raised once more
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1 ** (t + 1)), s / (1 - beta2 ** (t + 1))
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% counts-from-zero [not-finite]: the first step divides by 0
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            t = t - 1
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% eps-inside-the-root: eps is added before the root
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat + eps)))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% eps-left-out: nothing is added to the root
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / np.sqrt(s_hat))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% eps-subtracted: eps makes the root smaller
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) - eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% root-left-out: divided by the mean of the squares
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (s_hat + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% betas-exchanged: each mean with the other's beta
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta2 * m + (1 - beta2) * g
            s = beta1 * s + (1 - beta1) * g**2
            m_hat, s_hat = m / (1 - beta2**t), s / (1 - beta1**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% one-beta-for-both: beta1 for the squares too
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta1 * s + (1 - beta1) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta1**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% weights-of-the-means-exchanged: the old mean counts 1 − beta
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = (1 - beta1) * m + beta1 * g
            s = (1 - beta2) * s + beta2 * g**2
            m_hat, s_hat = m / (1 - (1 - beta1) ** t), s / (1 - (1 - beta2) ** t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% mean-squared: the square of the mean
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * m**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% gradient-not-squared [not-finite]: the root of negative numbers
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% corrected-means-kept: the corrected means are handed on
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m_hat)
            squares.append(s_hat)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% uphill: the step is added
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p + eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% old-mean-used: the step uses the mean that came in
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            old = m
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = old / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% gradient-for-mean: the step uses the gradient
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = g / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% means-exchanged [exchanged]: square is returned before mean
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_square, new_mean


# %% only-params-returned [form]: the means are not returned
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params


# %% in-place: the caller's parameters are changed
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            p -= eta * m_hat / (np.sqrt(s_hat) + eps)
            pair.append(p)
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% biases-left-alone: only the weights move
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for (W, b), (dW, _), (m, mb), (s, sb) in zip(params, grads, mean, square):
        m = beta1 * m + (1 - beta1) * dW
        s = beta2 * s + (1 - beta2) * dW**2
        step = (m / (1 - beta1**t)) / (np.sqrt(s / (1 - beta2**t)) + eps)
        new_params.append((W - eta * step, b.copy()))
        new_mean.append((m, mb.copy()))
        new_square.append((s, sb.copy()))
    return new_params, new_mean, new_square


# %% eps-after-the-division: a bracket is missing
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * (m_hat / np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% eps-added-to-the-parameter [eps-after-the-division]: both brackets are missing
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / np.sqrt(s_hat) + eps)
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% eps-beside-the-uncorrected-root: both corrections in the rate, as the paper suggests for speed
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            rate = eta * np.sqrt(1 - beta2**t) / (1 - beta1**t)
            pair.append(p - rate * m / (np.sqrt(s) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% square-of-the-weighted-gradient: the factor is inside the square
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + ((1 - beta2) * g) ** 2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% gradient-counts-whole: sums that fade, in place of means
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + g
            s = beta2 * s + g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% square-counts-whole [gradient-counts-whole]: a sum that fades, in place of the mean of squares
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + g**2
            m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% usual-betas: the numbers of the text in place of the arguments
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = 0.9 * m + 0.1 * g
            s = 0.999 * s + 0.001 * g**2
            m_hat, s_hat = m / (1 - 0.9**t), s / (1 - 0.999**t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square


# %% root-of-a-negative-number [not-finite]: a product for a power
def adam_step(params, grads, mean, square, t, eta, beta1, beta2, eps):
    new_params, new_mean, new_square = [], [], []
    for layer in zip(params, grads, mean, square):
        pair, means, squares = [], [], []
        for p, g, m, s in zip(*layer):
            m = beta1 * m + (1 - beta1) * g
            s = beta2 * s + (1 - beta2) * g**2
            m_hat, s_hat = m / (1 - beta1 * t), s / (1 - beta2 * t)
            pair.append(p - eta * m_hat / (np.sqrt(s_hat) + eps))
            means.append(m)
            squares.append(s)
        new_params.append(tuple(pair))
        new_mean.append(tuple(means))
        new_square.append(tuple(squares))
    return new_params, new_mean, new_square
