"""What can go wrong with the tool itself. A wrong answer of a student is a result, not an error."""


class AutograderError(Exception):
    """A fault that ends a command: one sentence with what to do about it.

    Attributes:
        exit_code: the exit status of the command, 1 for work that could not be done.
    """

    exit_code = 1


class UsageError(AutograderError):
    """The command was called with something that it cannot work on."""

    exit_code = 2
