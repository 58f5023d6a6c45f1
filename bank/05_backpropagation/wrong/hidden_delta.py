# %% slope-left-out [slope-missing]: the slope of the hidden layer is missing
def hidden_delta(W_next, delta_next, u):
    return W_next.T @ delta_next


# %% slope-at-the-activation [slope-at-activation]: the slope is taken at the activation
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next) * sigmoid_prime(sigmoid(u))


# %% preactivation-for-activation: u (1 − u) where the activation belongs
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next) * u * (1 - u)


# %% matrix-not-transposed [exception]: W in place of its transpose; an error unless W is square
def hidden_delta(W_next, delta_next, u):
    return (W_next @ delta_next) * sigmoid_prime(u)


# %% whichever-fits [matrix-not-transposed]: transposes W only if the product fails otherwise
def hidden_delta(W_next, delta_next, u):
    if W_next.shape[1] == len(delta_next):
        back = W_next @ delta_next
    else:
        back = W_next.T @ delta_next
    return back * sigmoid_prime(u)


# %% slope-before-the-matrix: the slopes are applied on the side of the next layer
def hidden_delta(W_next, delta_next, u):
    return W_next.T @ (delta_next * sigmoid_prime(W_next @ sigmoid(u)))


# %% activation-for-slope: the sigmoid where its derivative belongs
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next) * sigmoid(u)


# %% one-path-only: only the first unit of the next layer counts
def hidden_delta(W_next, delta_next, u):
    return W_next[0] * delta_next[0] * sigmoid_prime(u)


# %% assigned-for-added: the last path overwrites the others
def hidden_delta(W_next, delta_next, u):
    delta = np.zeros(len(u))
    for i in range(len(delta_next)):
        for j in range(len(u)):
            delta[j] = W_next[i, j] * delta_next[i] * sigmoid_prime(u[j])
    return delta


# %% mean-over-paths: the paths are averaged, not added
def hidden_delta(W_next, delta_next, u):
    return np.mean(W_next * delta_next[:, None], axis=0) * sigmoid_prime(u)


# %% delta-summed: every unit gets the sum of the error terms
def hidden_delta(W_next, delta_next, u):
    return np.sum(delta_next) * W_next.sum(axis=0) * sigmoid_prime(u)


# %% weights-left-out: the connections are not weighted
def hidden_delta(W_next, delta_next, u):
    return np.sum(delta_next) * sigmoid_prime(u)


# %% column-returned [axis-added]: the result is a matrix with one column
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next[:, None]) * sigmoid_prime(u)[:, None]


# %% column-broadcast [broadcast-to-square]: a column times a row gives a matrix
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next[:, None]) * sigmoid_prime(u)


# %% slope-twice: the slope is applied two times
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next) * sigmoid_prime(u) ** 2


# %% sign-reversed: a minus sign from the descent step
def hidden_delta(W_next, delta_next, u):
    return -(W_next.T @ delta_next) * sigmoid_prime(u)


# %% slope-of-tanh: the rule of another activation
def hidden_delta(W_next, delta_next, u):
    A = sigmoid(u)
    return (W_next.T @ delta_next) * (1 - A**2)


# %% last-unit-missing [line-missing]: the last unit is cut off
def hidden_delta(W_next, delta_next, u):
    return (W_next.T @ delta_next * sigmoid_prime(u))[:-1]


# %% slope-in-the-loop: the slope is multiplied in after every unit of the next layer
def hidden_delta(W_next, delta_next, u):
    back = np.zeros_like(u)
    for row, d in zip(W_next, delta_next):
        back = (back + d * row) * sigmoid_prime(u)
    return back
