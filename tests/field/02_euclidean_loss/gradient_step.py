# %% plus-in-the-tutorial [uphill]: the step is added to the weight
# source: https://github.com/pytorch/pytorch/issues/1871
# expects: the step goes up the gradient, the sign is wrong
def gradient_step(theta, grad, eta):
    return theta + eta * grad


# %% delta-left-out [parameter-for-gradient]: the parameter stands where its gradient belongs
# source: https://github.com/udacity/sdc-issue-reports/issues/75
# expects: the parameter itself is subtracted in place of its gradient
def gradient_step(theta, grad, eta):
    return theta - eta * theta


# %% same-array-again [in-place]: the array that came in is changed and handed back
# source: https://github.com/epfml/ML_course/pull/6
# expects: theta itself is changed in place of a copy
def gradient_step(theta, grad, eta):
    theta -= eta * grad
    return theta
