# %% two-of-the-older-formula [constant-factor]: the loss got its half and the gradient kept its 2
# source: https://github.com/42-AI/bootcamp_machine-learning/issues/20
# expects: it is twice too large
def objective_grad(H, Y):
    return 2 / len(H) * (H - Y)


# %% samples-not-counted [sum-for-mean]: the gradient of the mean is not divided by the number of samples
# source: https://github.com/eriklindernoren/ML-From-Scratch/issues/124
# expects: the division by the number of samples is missing
def objective_grad(H, Y):
    return -(Y - H)


# %% units-counted [outputs-for-samples]: it is divided by the number of units in place of that of samples
# source: https://github.com/dfdx/Boltzmann.jl/pull/13
# expects: it is divided by the number of outputs in place of the number of samples
def objective_grad(H, Y):
    _, units = H.shape
    return (H - Y) / units
