# %% minus-of-the-system-lost [uphill]: the system is solved for the gradient, not for minus the gradient
# source: https://github.com/niosus/notebooks/issues/4
# expects: the sign of the step is wrong
def newton_step(theta, grad, hessian):
    h = np.linalg.solve(hessian, grad)
    return theta + h


# %% inverse-left-out [hessian-left-out]: the inverse of the Hessian is missing in the step
# source: https://github.com/symforce-org/symforce/issues/206
# expects: the Hessian is not used, it is a plain gradient step
def newton_step(theta, grad, hessian):
    return theta - grad
