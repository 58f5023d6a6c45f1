"""An answer that lets ``explain_gradient`` find the gradient is told as other nudging is.

Student code may import it as it may ``central_difference``: it holds differences and no lesson's
formulas, so that the tests which tell nudging from the chain rule must tell this one too. Of the
large network whose cost is checked it measures a few entries only.
"""

import pytest

from tests.helpers.lesson_cells import failures, own_tests

CHAIN_RULE = """
def chain_rule_grad(x, y):
    from autograder import explain_gradient

    f = lambda x, y: f_of(u_of(x, y), v_of(x, y), w_of(x, y))
    report = explain_gradient(f, (0.0, 0.0), at=(x, y))
    by_x, by_y = (float(one.measured) for one in report.arguments)
    return by_x, by_y
"""
BACKPROPAGATION = """
def backpropagation(params, x, y):
    from autograder import explain_gradient

    def loss(params):
        a = x
        for W, b in params:
            a = 1 / (1 + np.exp(-(W @ a + b)))
        return 0.5 * np.sum((a - y) ** 2)

    nothing = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    found = [one.measured for one in explain_gradient(loss, nothing, at=params).arguments]
    return list(zip(found[::2], found[1::2]))
"""


@pytest.mark.parametrize(
    ("lesson", "exercise", "source", "said"),
    [
        ("03_chain_rule", "chain_rule_grad", CHAIN_RULE, "nudging"),
        ("05_backpropagation", "backpropagation", BACKPROPAGATION, "is nan"),
    ],
)
def test_it_earns_no_more_than_other_differences(
    lesson: str, exercise: str, source: str, said: str
) -> None:
    failed = list(failures(lesson, {exercise: source}, own_tests(lesson, exercise)))
    assert failed
    assert any(said in one.message for one in failed), [one.message for one in failed]
