# %% affine_grad_W
def affine_grad_W(grad_y, x):
    m, n = len(grad_y), len(x)
    grad_W = np.zeros((m, n))
    for i in range(m):
        for j in range(n):
            grad_W[i, j] = grad_y[i] * x[j]
    return grad_W


# %% affine_grad_x
def affine_grad_x(W, grad_y):
    m, n = W.shape
    grad_x = np.zeros(n)
    for j in range(n):
        for i in range(m):
            grad_x[j] += W[i, j] * grad_y[i]
    return grad_x


# %% sigmoid_prime
def sigmoid_prime(x):
    s = np.asarray(sigmoid(x))
    derivative = np.empty(s.shape)
    for index in np.ndindex(s.shape):
        derivative[index] = s[index] * (1 - s[index])
    return derivative


# %% tanh_prime
def tanh_prime(x):
    x = np.asarray(x)
    derivative = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        t = np.tanh(x[index])
        derivative[index] = 1 - t * t
    return derivative


# %% elementwise_grad
def elementwise_grad(grad_y, x, g_prime):
    slopes = g_prime(x)
    return np.array([grad_y[i] * slopes[i] for i in range(len(x))])


# %% composite_grad
def composite_grad(W, x, grad_y):
    m, n = W.shape
    grad_W, grad_x = np.zeros((m, n)), np.zeros(n)
    u = np.array([sum(W[i, j] * x[j] for j in range(n)) for i in range(m)])
    y = sigmoid(u)
    for i in range(m):
        grad_u_i = grad_y[i] * y[i] * (1 - y[i])
        for j in range(n):
            grad_W[i, j] = grad_u_i * x[j]
            grad_x[j] += grad_u_i * W[i, j]
    return grad_W, grad_x


# %% jacobian_grad
def jacobian_grad(J, grad_y):
    grad_x = np.zeros(J.shape[1])
    for i, row in enumerate(J):
        grad_x += grad_y[i] * row
    return grad_x


# %% softmax_jacobian
def softmax_jacobian(x):
    n = len(x)
    largest = max(x)
    e = [np.exp(value - largest) for value in x]
    p = [value / sum(e) for value in e]
    jacobian = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            jacobian[i, j] = p[i] * (1 - p[i]) if i == j else -p[i] * p[j]
    return jacobian
