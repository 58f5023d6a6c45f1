"""Tries: to stop the grading of a class by a file that is no notebook, or hardly one.

Holds: each is refused, or has none of the answers that it should; it scores 0 with a reason, and all
  others are graded.
"""

import json
from typing import Any


def build(valid: dict[str, Any]) -> dict[str, bytes]:
    """Return files by a name that says what is wrong with each."""

    def changed(**parts: Any) -> bytes:
        return json.dumps({**valid, **parts}).encode()

    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "source": "", "id": "a"}
    return {
        "empty": b"",
        "not-json": b"{'cells': []}",
        "not-utf-8": json.dumps(valid).encode("utf-16")[:-2001],
        "half": json.dumps(valid).encode()[:-2000],
        "zeros": bytes(10_000),
        "a-list": b"[]",
        "a-number": b"1e999",
        "format-3": json.dumps({"nbformat": 3, "worksheets": [valid]}).encode(),
        "format-missing": json.dumps({"cells": []}).encode(),
        "cells-missing": changed(cells=None),
        "cells-of-numbers": changed(cells=[1, 2, 3]),
        "cell-of-no-type": changed(cells=[{**cell, "cell_type": "exploit"}]),
        "source-of-numbers": changed(cells=[{**cell, "source": [1, 2, [3]]}]),
        "deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "large": b" " * (21 * 2**20),
        "many-cells": changed(cells=[{**cell, "cell_type": "raw"}] * 50_000),
        "many-faults": changed(cells=[{**cell, "outputs": [{"output_type": "x"}] * 9000}]),
        "many-lists": b'{"cells": [' + b"[]," * 3_000_000 + b"[]]}",
        "long-number": b'{"nbformat": ' + b"9" * 1_000_000 + b"}",
        "pickle": b"cos\nsystem\n(S'touch /tmp/hostile-pickle'\ntR.",
    }
