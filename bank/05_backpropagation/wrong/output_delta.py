# %% slope-left-out [slope-missing]: the slope of the output layer is missing
def output_delta(x_L, y, u_L):
    return x_L - y


# %% sign-reversed: right answer minus output
def output_delta(x_L, y, u_L):
    return (y - x_L) * sigmoid_prime(u_L)


# %% slope-at-the-activation [slope-at-activation]: the slope is taken at x in place of u
def output_delta(x_L, y, u_L):
    return (x_L - y) * sigmoid_prime(x_L)


# %% preactivation-for-activation: u (1 − u) where the activation belongs
def output_delta(x_L, y, u_L):
    return (x_L - y) * u_L * (1 - u_L)


# %% factor-two [constant-factor]: the 2 of the square, without the ½
def output_delta(x_L, y, u_L):
    return 2 * (x_L - y) * sigmoid_prime(u_L)


# %% half-kept [constant-factor]: the ½ of the loss is kept in its gradient
def output_delta(x_L, y, u_L):
    return 0.5 * (x_L - y) * sigmoid_prime(u_L)


# %% mean-over-outputs [mean-for-sum]: divided by the number of outputs
def output_delta(x_L, y, u_L):
    return (x_L - y) * sigmoid_prime(u_L) / len(y)


# %% norm-for-square: the gradient of the norm, not of its square
def output_delta(x_L, y, u_L):
    error = x_L - y
    return error / np.linalg.norm(error) * sigmoid_prime(u_L)


# %% activation-for-slope: the sigmoid where its derivative belongs
def output_delta(x_L, y, u_L):
    return (x_L - y) * sigmoid(u_L)


# %% dot-product [summed-up]: error and slope multiplied with @
def output_delta(x_L, y, u_L):
    return (x_L - y) @ sigmoid_prime(u_L)


# %% column-broadcast [broadcast-to-square]: a column times a row gives a matrix
def output_delta(x_L, y, u_L):
    return (x_L - y)[:, None] * sigmoid_prime(u_L)


# %% loss-returned: squares the error
def output_delta(x_L, y, u_L):
    return 0.5 * (x_L - y) ** 2 * sigmoid_prime(u_L)


# %% slope-twice: the slope is applied two times
def output_delta(x_L, y, u_L):
    return (x_L - y) * sigmoid_prime(u_L) ** 2


# %% exponentials-overflow [not-finite]: the slope written with exponentials that overflow for large u
def output_delta(x_L, y, u_L):
    return (x_L - y) * np.exp(-u_L) / (1 + np.exp(-u_L)) ** 2


# %% preactivation-minus-target: the error is taken before the activation
def output_delta(x_L, y, u_L):
    return (u_L - y) * sigmoid_prime(u_L)


# %% slope-of-tanh: the rule of another activation
def output_delta(xL, y, uL):
    return (xL - y) * (1 - xL**2)


# %% target-added: plus for minus
def output_delta(x_L, y, u_L):
    return (x_L + y) * sigmoid_prime(u_L)


# %% slope-of-the-error: the slope is taken at the error
def output_delta(x_L, y, u_L):
    return (x_L - y) * sigmoid_prime(x_L - y)


# %% target-doubled: the target is subtracted twice
def output_delta(x_L, y, u_L):
    return (x_L - 2 * y) * sigmoid_prime(u_L)
