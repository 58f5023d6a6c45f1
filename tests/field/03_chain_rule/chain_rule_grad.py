# %% subtrahend-with-plus [path-over-v-subtracted]: what is subtracted gets its gradient with a plus
# source: https://github.com/KhawajaAbaid/micrograd_c/issues/1
# expects: the slope of v in y has the wrong sign
def chain_rule_grad(x, y):
    u, v, w = x * y, x - 3 * y, x**2 + y
    grad_u, grad_v, grad_w = v, u, 2 * w
    grad_x = grad_u * y + grad_v + grad_w * 2 * x
    grad_y = grad_u * x + 3 * grad_v + grad_w
    return grad_x, grad_y


# %% square-loses-its-argument [inner-slope-without-x]: the slope of a square is written as 2, without what was squared
# source: https://github.com/yajiken0609/topology-optimization-book/issues/2
# expects: the slope of x squared is 2x, the x is missing on the path over w
def chain_rule_grad(x, y):
    u, v, w = x * y, x - 3 * y, x**2 + y
    return v * y + u + 2 * w * 2, v * x - 3 * u + 2 * w


# %% local-weights-left-out [inner-slopes-left-out]: on every path the factors of the inner linear steps are left out
# source: https://math.stackexchange.com/questions/3048198/is-my-back-propagation-math-correct
# expects: the inner slopes of the products and sums are missing, only the outer ones are there
def chain_rule_grad(x, y):
    u, v, w = x * y, x - 3 * y, x**2 + y
    return v + u + 2 * w * 2 * x, v + u + 2 * w
