# %% sigmoid-once-more [sigmoid-twice]: the sigmoid is applied to what is the sigmoid's output already
# source: https://github.com/PacktPublishing/Neural-Network-Projects-with-Python/issues/4
# expects: y is the output already, the sigmoid is applied twice
def sigmoid_prime_from_output(y):
    return sigmoid(y) * (1.0 - sigmoid(y))


# %% back-to-the-sum [preactivation-for-activation]: the output is turned back into the weighted sum before the formula is used
# source: https://github.com/lazyprogrammer/facial-expression-recognition/issues/2
# expects: the formula needs the output, here the pre-activation is put into it
def sigmoid_prime_from_output(y):
    with np.errstate(all="ignore"):
        u = np.log(y / (1 - y))
        return u * (1 - u)


# %% one-for-x [factor-missing]: the first factor of x (1 - x) is typed as 1
# source: https://github.com/torch/torch7/issues/232
# expects: the factor y is missing
def sigmoid_prime_from_output(y):
    return 1 * (1 - y)
