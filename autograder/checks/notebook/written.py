"""What the text of a cell was to define, where it did not come to that."""

import keyword
import re
from collections.abc import Iterator

QUESTION = "question_"  # what the names of questions begin with
DEFINES = re.compile(
    rf"^(?:(?:async[ \t]+)?def[ \t]+(?=\w)|(?={QUESTION}\w+[ \t]*=))(\w+)", re.MULTILINE
)
# A line that has all of a ``def`` but this word, or has it misspelt.
NEARLY = re.compile(
    r"^(?:(\w+)[ \t]+)?(\w+)[ \t]*\([^()\n]*\)[^:\n]*:[ \t]*(?:#.*)?$", re.MULTILINE
)


def written_in(source: str, error: BaseException) -> Iterator[str]:
    """Return the names of functions and questions that a cell was to define.

    Args:
        source: what stands in it; it need not be Python.
        error: what it ended in.
    """
    yield from DEFINES.findall(source)
    if isinstance(error, SyntaxError):
        for word, name in NEARLY.findall(source):
            if not (keyword.iskeyword(word) or keyword.iskeyword(name)):
                yield name
