# %% slope-left-out: what arrives is handed on as it is
def elementwise_rule(operation, grad, x):
    return grad


# %% upstream-left-out: the slope alone
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return 1 - np.tanh(x) ** 2
    if operation == "exp":
        return np.exp(x)
    return 2 * x


# %% slope-at-the-result: the slope of every curve is taken at what came out
def elementwise_rule(operation, grad, x):
    x = FORWARD[operation](x)
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% tanh-at-the-result [slope-at-the-result]: only the slope of tanh is taken at what came out
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(np.tanh(x)) ** 2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% value-for-slope: the curve in place of its slope
def elementwise_rule(operation, grad, x):
    return grad * FORWARD[operation](x)


# %% input-for-result: x (1 - x), as if x had been through the sigmoid already
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * x * (1 - x)
    if operation == "tanh":
        return grad * (1 - x**2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% tanh-from-input [input-for-result]: 1 - x², as if x had been through tanh already
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - x**2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% slope-of-tanh: the slope of tanh for the sigmoid as well
def elementwise_rule(operation, grad, x):
    if operation in ("sigmoid", "tanh"):
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% slope-of-the-sigmoid: the slope of the sigmoid for tanh as well
def elementwise_rule(operation, grad, x):
    if operation in ("sigmoid", "tanh"):
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% square-missing: 1 - tanh in place of 1 - tanh²
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x))
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% factor-of-the-square: x in place of 2 x
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * x


# %% slope-without-x: 2 in place of 2 x
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2


# %% differentiated-as-a-power: x exp(x - 1) for exp
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * x * np.exp(x - 1)
    return grad * 2 * x


# %% added: the slope is added to what arrives
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad + sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad + 1 - np.tanh(x) ** 2
    if operation == "exp":
        return grad + np.exp(x)
    return grad + 2 * x


# %% slope-twice: the slope is multiplied in two times
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * (sigmoid(x) * (1 - sigmoid(x))) ** 2
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2) ** 2
    if operation == "exp":
        return grad * np.exp(x) ** 2
    return grad * 4 * x**2


# %% sign-reversed: a minus sign
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (sigmoid(x) - 1)
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * np.exp(x)
    return grad * 2 * x


# %% written-into-what-arrives [in-place]: grad is multiplied in place
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        grad *= sigmoid(x) * (1 - sigmoid(x))
    elif operation == "tanh":
        grad *= 1 - np.tanh(x) ** 2
    elif operation == "exp":
        grad *= np.exp(x)
    else:
        grad *= 2 * x
    return grad


# %% square-not-there [none]: one of the operations is forgotten
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * np.exp(x)


# %% else-of-the-last-if [slope-of-the-square]: if, if, if, and an else that belongs to the last alone
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        slope = sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        slope = 1 - np.tanh(x) ** 2
    if operation == "exp":
        slope = np.exp(x)
    else:
        slope = 2 * x
    return grad * slope


# %% exp-from-input [input-for-result]: the slope of exp is its value, and x is taken for it
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        return grad * sigmoid(x) * (1 - sigmoid(x))
    if operation == "tanh":
        return grad * (1 - np.tanh(x) ** 2)
    if operation == "exp":
        return grad * x
    return grad * 2 * x


# %% product-for-entries: @ in place of *
def elementwise_rule(operation, grad, x):
    if operation == "sigmoid":
        slope = sigmoid(x) * (1 - sigmoid(x))
    elif operation == "tanh":
        slope = 1 - np.tanh(x) ** 2
    elif operation == "exp":
        slope = np.exp(x)
    else:
        slope = 2 * x
    return grad @ slope
