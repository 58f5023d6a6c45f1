"""The script that a figure's page runs; what it does is tested in a browser."""

import json

from blackboard.interactive.keyboard import CHECK, MESSAGE, PICKED, ROOT, script


def test_any_title_reaches_the_script_as_it_is() -> None:
    title = '100 % of the "loss" in {braces}, ½‖x − c‖²'
    call = script(title).splitlines()[-1]
    values = call.removeprefix("mend(element, ").removesuffix(");")
    assert json.loads(values) == {
        "root": ROOT,
        "message": MESSAGE,
        "check": CHECK,
        "picked": PICKED,
        "title": title,
    }
