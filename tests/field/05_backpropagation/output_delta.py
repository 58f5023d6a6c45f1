# %% difference-is-delta [slope-missing]: the error is taken for the error term, without the slope
# source: https://github.com/parasdahal/tinyml/issues/1
# expects: the slope of the activation is missing
def output_delta(x_L, y, u_L):
    return x_L - y


# %% prime-of-the-output [slope-at-activation]: the derivative of the sigmoid is called with the output
# source: https://github.com/dwhitena/gophernet/issues/6
# expects: the slope is taken at x in place of u, the sigmoid is applied twice
def output_delta(x_L, y, u_L):
    slope = sigmoid_prime(x_L)
    return (x_L - y) * slope


# %% output-formula-on-the-sum [preactivation-for-activation]: the formula in terms of the output is used on the weighted sum
# source: https://github.com/hankcs/neural_net/issues/1
# expects: in x (1 - x) the pre-activation stands in place of the output
def output_delta(x_L, y, u_L):
    deltas = np.zeros(len(u_L))
    for k in range(len(u_L)):
        deltas[k] = (x_L[k] - y[k]) * u_L[k] * (1 - u_L[k])
    return deltas


# %% slope-of-the-error [slope-of-the-error]: the slope is formed from the error in place of the output
# source: https://datascience.stackexchange.com/questions/20139/gradients-for-bias-terms-in-backpropagation
# expects: in the slope the error stands where the output belongs
def output_delta(x_L, y, u_L):
    error = x_L - y
    return error * (1 - error)


# %% y-minus-y-hat [sign-reversed]: the error is taken as target minus output
# source: https://github.com/dennybritz/nn-from-scratch/issues/11
# expects: the sign is reversed, target minus output
def output_delta(x_L, y, u_L):
    return (y - x_L) * sigmoid_prime(u_L)
