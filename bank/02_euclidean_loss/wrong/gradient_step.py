# %% uphill: plus for minus
def gradient_step(theta, grad, eta):
    return theta + eta * grad


# %% rate-forgotten: the whole gradient is subtracted
def gradient_step(theta, grad, eta):
    return theta - grad


# %% rate-divided: divides by the learning rate
def gradient_step(theta, grad, eta):
    return theta - grad / eta


# %% reversed [sign-reversed]: gradient minus parameters
def gradient_step(theta, grad, eta):
    return eta * grad - theta


# %% step-only: the step in place of the new parameters
def gradient_step(theta, grad, eta):
    return -eta * grad


# %% changed-in-place [in-place]: the parameters themselves are moved
def gradient_step(theta, grad, eta):
    theta -= eta * grad
    return theta


# %% gradient-scaled-in-place [in-place]: the gradient is changed
def gradient_step(theta, grad, eta):
    grad *= eta
    return theta - grad


# %% normalised: every step has the length eta
def gradient_step(theta, grad, eta):
    return theta - eta * grad / np.linalg.norm(grad)


# %% sign-only: only the signs of the gradient are used
def gradient_step(theta, grad, eta):
    return theta - eta * np.sign(grad)


# %% parameters-scaled: the learning rate multiplies everything
def gradient_step(theta, grad, eta):
    return eta * (theta - grad)


# %% fixed-rate: a learning rate of one's own
def gradient_step(theta, grad, eta):
    return theta - 0.1 * grad


# %% momentum [two-answers]: a part of the step before is added
last_step = {}


def gradient_step(theta, grad, eta):
    last_step[theta.shape] = 0.9 * last_step.get(theta.shape, 0.0) + eta * grad
    return theta - last_step[theta.shape]


# %% return-missing [none]: nothing is returned
def gradient_step(theta, grad, eta):
    new = theta - eta * grad


# %% input-returned [stated]: where the step has the length 0, theta itself comes back
def gradient_step(theta, grad, eta):
    return theta - eta * grad if eta else theta


# %% step-without-sign [step-only]: eta times the gradient alone
def gradient_step(theta, grad, eta):
    return eta * grad


# %% rate-squared: eta comes in twice
def gradient_step(theta, grad, eta):
    return theta - eta**2 * grad


# %% uphill-without-rate: plus for minus, and no eta
def gradient_step(theta, grad, eta):
    return theta + grad


# %% rate-doubled [fixed-rate]: twice as far as eta says
def gradient_step(theta, grad, eta):
    return theta - 2 * eta * grad


# %% gradient-squared: the gradient is squared on the way
def gradient_step(theta, grad, eta):
    return theta - eta * grad * grad


# %% theta-in-the-step [parameter-for-gradient]: theta in place of its gradient, and uphill
def gradient_step(theta, grad, eta):
    return theta - eta * theta
