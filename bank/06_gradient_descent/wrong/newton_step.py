# %% uphill: the step is added
def newton_step(theta, grad, hessian):
    return theta + np.linalg.solve(hessian, grad)


# %% gradient-halved: a ½ is left in the gradient, so the error halves with each step
def newton_step(theta, grad, hessian):
    return theta - np.linalg.solve(hessian, grad / 2)


# %% gradient-doubled: the 2 of the square is kept, so the error changes sign for ever
def newton_step(theta, grad, hessian):
    return theta - np.linalg.solve(hessian, 2 * grad)


# %% hessian-for-its-inverse: the gradient is multiplied with the Hessian
def newton_step(theta, grad, hessian):
    return theta - hessian @ grad


# %% divided-entry-by-entry: the inverse is taken of every entry
def newton_step(theta, grad, hessian):
    return theta - (1 / hessian) @ grad


# %% diagonal-only: the curvature in each direction, without the mixed derivatives
def newton_step(theta, grad, hessian):
    return theta - grad / np.diag(hessian)


# %% gradient-descent: a step of fixed length, the curvature is not used
def newton_step(theta, grad, hessian):
    return theta - 0.1 * grad


# %% largest-curvature: one learning rate for all directions, from the steepest
def newton_step(theta, grad, hessian):
    return theta - grad / np.linalg.eigvalsh(hessian)[-1]


# %% absolute-curvature: the signs of the curvatures are dropped
def newton_step(theta, grad, hessian):
    values, vectors = np.linalg.eigh(hessian)
    return theta - vectors @ (vectors.T @ grad / np.abs(values))


# %% step-only: the step is returned and not the new point
def newton_step(theta, grad, hessian):
    return -np.linalg.solve(hessian, grad)


# %% solved-for-theta: the present point is on the right-hand side in place of the gradient
def newton_step(theta, grad, hessian):
    return theta - np.linalg.solve(hessian, theta)


# %% right-hand-side-shifted: the new point is what H times it gives θ − g
def newton_step(theta, grad, hessian):
    return np.linalg.solve(hessian, theta - grad)


# %% damped: something is added to the Hessian, so one step does not arrive
def newton_step(theta, grad, hessian):
    return theta - np.linalg.solve(hessian + 0.01 * np.eye(len(theta)), grad)


# %% input-changed [in-place]: theta itself is moved
def newton_step(theta, grad, hessian):
    theta -= np.linalg.solve(hessian, grad)
    return theta


# %% column-returned [axis-added]: a matrix with one column in place of a vector
def newton_step(theta, grad, hessian):
    return theta.reshape(-1, 1) - np.linalg.solve(hessian, grad.reshape(-1, 1))


# %% inverse-formed [stated]: the inverse of the Hessian times the gradient
def newton_step(theta, grad, hessian):
    return theta - np.linalg.inv(hessian) @ grad


# %% pseudoinverse-formed [stated]: the same with the pseudoinverse
def newton_step(theta, grad, hessian):
    return theta - np.linalg.pinv(hessian) @ grad


# %% cholesky [exception]: a factorisation that needs curvatures of one sign
def newton_step(theta, grad, hessian):
    factor = np.linalg.cholesky(hessian)
    return theta - np.linalg.solve(factor.T, np.linalg.solve(factor, grad))


# %% step-without-sign [step-only]: the solution of the system alone
def newton_step(theta, grad, hessian):
    return np.linalg.solve(hessian, grad)


# %% hessian-left-out: the gradient itself is subtracted
def newton_step(theta, grad, hessian):
    return theta - grad
