# %% path-over-w-missing: two of the three paths
def chain_rule_grad(x, y):
    u, v = u_of(x, y), v_of(x, y)
    return v * y + u, v * x - 3 * u


# %% path-missing-for-y [path-over-w-missing]: the path over w is missing in the second derivative only
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 4 * w * x, v * x - 3 * u


# %% path-over-u-missing: u moves neither with x nor with y
def chain_rule_grad(x, y):
    u, w = u_of(x, y), w_of(x, y)
    return u + 4 * w * x, -3 * u + 2 * w


# %% path-over-v-missing: v moves neither with x nor with y
def chain_rule_grad(x, y):
    v, w = v_of(x, y), w_of(x, y)
    return v * y + 4 * w * x, v * x + 2 * w


# %% path-over-v-missing-for-x [path-over-v-missing]: v moves with y alone
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + 4 * w * x, v * x - 3 * u + 2 * w


# %% path-over-u-missing-for-y [path-over-u-missing]: u moves with x alone
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 4 * w * x, -3 * u + 2 * w


# %% slopes-exchanged: the slopes of f by u and by v have changed places
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return u * y + v + 4 * w * x, u * x - 3 * v + 2 * w


# %% inner-slope-left-out [inner-slope-of-w-left-out]: the slope of w² stops at 2 w
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 2 * w, v * x - 3 * u + 2 * w


# %% outer-slope-left-out [slope-of-the-square]: w in place of the slope of w²
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + w * 2 * x, v * x - 3 * u + w


# %% slopes-of-u-exchanged: the slopes of x y by x and by y have changed places
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * x + u + 4 * w * x, v * y - 3 * u + 2 * w


# %% exchanged: returns (df_dy, df_dx)
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * x - 3 * u + 2 * w, v * y + u + 4 * w * x


# %% outer-slopes-at-the-inputs: the slopes of f are taken at x and y, not at u, v and w
def chain_rule_grad(x, y):
    return y * y + x + 2 * x * 2 * x, y * x - 3 * x + 2 * x


# %% sign-lost [path-over-v-subtracted]: v = x − 3 y differentiated as if it were x + 3 y
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 4 * w * x, v * x + 3 * u + 2 * w


# %% one-number [form]: the sum of both derivatives
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 4 * w * x + v * x - 3 * u + 2 * w


# %% one-point-only: the numbers of the worked example
def chain_rule_grad(x, y):
    return 17.0, 22.0


# %% forward-difference: nudging with a one-sided step
def chain_rule_grad(x, y):
    f = lambda x, y: f_of(u_of(x, y), v_of(x, y), w_of(x, y))
    h = 1e-4
    return (f(x + h, y) - f(x, y)) / h, (f(x, y + h) - f(x, y)) / h


# %% array-returned [form]: an array of two where a tuple is asked for
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return np.array([v * y + u + 4 * w * x, v * x - 3 * u + 2 * w])


# %% divided-by-an-input [exception]: u / x in place of y, which fails where x is 0
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * u / x + u + 4 * w * x, v * u / y - 3 * u + 2 * w


# %% central-differences [stated]: nudging in place of the chain rule, right to ten digits
def chain_rule_grad(x, y):
    f = lambda x, y: f_of(u_of(x, y), v_of(x, y), w_of(x, y))
    h = 6e-6
    return (f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)


# %% the-checks-own-differences [stated]: the check's own nudging in place of the chain rule
def chain_rule_grad(x, y):
    from autograder import central_difference

    f = lambda x, y: f_of(u_of(x, y), v_of(x, y), w_of(x, y))
    by_x = central_difference(lambda x: f(x, y), at=x, name="df_dx").value
    by_y = central_difference(lambda y: f(x, y), at=y, name="df_dy").value
    return float(by_x), float(by_y)


# %% square-undifferentiated: w² in place of its slope
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + w**2 * 2 * x, v * x - 3 * u + w**2


# %% outer-slope-by-w-left-out: the slopes of w alone on the paths over w
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 2 * x, v * x - 3 * u + 1


# %% inner-factor-missing: the 2 of x² is forgotten
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 2 * w * x, v * x - 3 * u + 2 * w


# %% inner-square-undifferentiated [square-undifferentiated]: x² in place of its slope
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 2 * w * x**2, v * x - 3 * u + 2 * w


# %% factor-of-v-missing: v moves with y by −1
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 4 * w * x, v * x - u + 2 * w


# %% inner-slopes-of-u-left-out [inner-slope-of-u-left-out]: the slope of f by u stands alone
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v + u + 4 * w * x, v - 3 * u + 2 * w


# %% outer-slopes-left-out: the slopes of u, v and w are added up
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return y + 1 + 2 * x, x - 3 + 1


# %% slopes-of-v-exchanged: v moves with x by −3
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y - 3 * u + 4 * w * x, v * x + u + 2 * w


# %% path-over-v-subtracted: a minus in front of the path over v
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y - u + 4 * w * x, v * x + 3 * u + 2 * w


# %% sign-reversed: everything with a minus
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return -(v * y + u + 4 * w * x), -(v * x - 3 * u + 2 * w)


# %% path-over-w-subtracted: a minus in front of the path over w, in the second derivative alone
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v * y + u + 4 * w * x, v * x - 3 * u - 2 * w


# %% slopes-over-u-added: the two slopes of a path are added
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return v + y + u + 4 * w * x, v * x - 3 * u + 2 * w


# %% only-the-path-over-w [only-path-over-w]: the other paths have no effect
def chain_rule_grad(x, y):
    u, v, w = u_of(x, y), v_of(x, y), w_of(x, y)
    return 4 * w * x, 2 * w


# %% inner-slopes-of-y [inner-slopes-left-out]: for y the slopes of u, v and w are left out
def chain_rule_grad(x, y):
    u, v, w = x * y, x - 3 * y, x**2 + y
    return v * y + u + 2 * w * 2 * x, v + u + 2 * w
