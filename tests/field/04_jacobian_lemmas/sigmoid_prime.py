# %% x-for-y [preactivation-for-activation]: y (1 - y) is written with the argument in place of the value
# source: https://github.com/BoltzmannEntropy/interviews.ai/issues/4
# expects: the formula for the output is applied to the input, the sigmoid of x is missing
def sigmoid_prime(x):
    return x * (1 - x)


# %% factors-subtracted-wrongly [sign-reversed]: the second factor is s - 1 in place of 1 - s
# source: https://github.com/deeplearning4j/nd4j/issues/2497
# expects: the sign is reversed
def sigmoid_prime(x):
    s = sigmoid(x)
    return s * (s - 1.0)


# %% sigmoid-of-the-rest [function-for-product]: the product is replaced by the sigmoid of 1 - sigmoid
# source: https://github.com/yizt/numpy_neural_network/issues/3
# expects: the sigmoid is applied to 1 - sigmoid in place of multiplying the two
def sigmoid_prime(x):
    return sigmoid(1 - sigmoid(x))
