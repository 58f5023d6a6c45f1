"""The IPython shell that runs a submission's cells, and shows what they show through an outlet.

This module runs in the student process; the zygote imports it. It is what ipykernel makes of
IPython's shell, without a kernel around it.
"""

import ast
import builtins
import contextlib
import getpass
import os
import sys
import tokenize
import warnings
import zlib
from collections.abc import Callable
from typing import Any, NoReturn, cast

from IPython.core.autocall import ZMQExitAutocall
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import CBool, Instance, Type, default
from traitlets.config import Config

from autograder.judge.outlet import Outlet, Stream, displayed

# What libraries look at to find out whether they are in a notebook: a name in the configuration.
CONFIG = Config({"HistoryManager": {"enabled": False}, "IPKernelApp": {"grading": True}})
# Programs find a terminal that knows colours and no pager, as in a Jupyter kernel.
ENVIRONMENT = {
    "TERM": "xterm-color", "CLICOLOR": "1", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1",
    "PAGER": "cat", "GIT_PAGER": "cat",
}  # fmt: skip
# What a notebook's front end does, and nothing here.
IDLE_MAGICS = ("autosave", "clear", "connect_info", "less", "man", "more", "qtconsole", "subshell")
LONGEST = 10_000  # characters of an error's text, and of each part of its traceback
LINES = 200  # parts of a traceback; the worker keeps no more


class Compiler(CachingCompiler):
    """Names cells as ipykernel does, after a file that is not there.

    For these IPython makes short tracebacks, which take a tenth of the time.
    """

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        """Return a name that the cell has wherever it is run."""
        return f"/tmp/cells/{zlib.crc32(raw_code.encode('utf-8', 'replace'))}.py"  # noqa: S108


class Transformers(TransformerManager):
    """Turns magics and ``!commands`` into Python, in cells that are not Python as they are.

    In one that is, IPython's own find nothing; to see that they need the library's tokeniser, which
    is written in Python and takes five times as long as its parser.
    """

    def do_token_transforms(self, lines: list[str]) -> list[str]:
        """Return the lines of a cell as Python."""
        # IPython breaks lines at more signs than Python does, in the middle of a text as well.
        whole = all(line.endswith("\n") for line in lines)
        if whole and self.token_transformers == IPYTHONS and _is_python("".join(lines)):
            return lines
        transformed: list[str] = super().do_token_transforms(lines)  # type: ignore[no-untyped-call]
        return transformed


IPYTHONS = TransformerManager().token_transformers  # type: ignore[no-untyped-call]


def _is_python(source: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the cell itself will warn
        try:
            ast.parse(source)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


class Publisher(DisplayPublisher):
    """Shows what is given to ``display``; an update of something shown before changes nothing."""

    def publish(  # type: ignore[override]
        self, data: Any, metadata: Any = None, *, update: bool = False, **others: Any
    ) -> None:
        """Show a mimebundle."""
        self._validate_data(data, metadata)  # type: ignore[no-untyped-call]
        if not update and self.shell is not None:
            self.shell.outlet.show("display_data", displayed(data))

    def clear_output(self, wait: bool = False) -> None:
        """Do nothing: a page has all that was shown."""


class Hook(DisplayHook):
    """Shows the value of the last expression of a cell, unless a semicolon stands after it."""

    def quiet(self) -> bool:
        """Return whether there is one; a cell that IPython's tokens do not fit has none."""
        try:
            return bool(super().quiet())  # type: ignore[no-untyped-call]
        except (SyntaxError, tokenize.TokenError):
            return False

    def start_displayhook(self) -> None:
        """Do nothing."""

    def write_output_prompt(self) -> None:
        """Do nothing: a page has no prompts."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Show a mimebundle."""
        if format_dict and self.shell is not None:
            self.shell.outlet.show("execute_result", displayed(format_dict))

    def finish_displayhook(self) -> None:
        """Do nothing."""


class ZMQInteractiveShell(InteractiveShell):
    """IPython's shell in the student process.

    It bears the name of Jupyter's, by which libraries find out that they are in a notebook.

    Attributes:
        outlet: where all goes that is shown.
    """

    autoindent = CBool(False)
    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    exiter = Instance(ZMQExitAutocall)
    input_transformer_manager = Instance(Transformers, ())

    def __init__(self, outlet: Outlet, **options: Any) -> None:
        self.outlet = outlet
        super().__init__(**options)  # type: ignore[no-untyped-call]

    @default("exiter")
    def _default_exiter(self) -> ZMQExitAutocall:
        return ZMQExitAutocall(self)  # type: ignore[no-untyped-call]

    def ask_exit(self) -> None:
        """Do nothing where a cell calls ``exit``: it must not cost the cells that follow."""

    def enable_gui(self, gui: Any = None) -> None:
        """Do nothing: there is no screen."""

    def init_environment(self) -> None:
        """Set what programs find in their environment."""
        os.environ.update(ENVIRONMENT)

    def init_hooks(self) -> None:
        """Show no help page, which in a notebook is no output."""
        super().init_hooks()  # type: ignore[no-untyped-call]
        self.set_hook("show_in_pager", _nothing, 99)  # type: ignore[no-untyped-call]

    def init_magics(self) -> None:
        """Add those of a notebook."""
        super().init_magics()  # type: ignore[no-untyped-call]
        for name in IDLE_MAGICS:
            self.magics_manager.register_function(_nothing, "line", name)

    def init_virtualenv(self) -> None:
        """Look for no other environment than this Python's own."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        text = ""
        with contextlib.suppress(Exception):  # its __str__ is the student's code
            text = str(evalue)[:LONGEST]
        lines = [str(part)[:LONGEST] for part in stb[:LINES]]
        shown = {"ename": str(etype.__name__), "evalue": text, "traceback": lines}
        self.outlet.show("error", shown)


def open_shell(outlet: Outlet) -> ZMQInteractiveShell:
    """Make the shell of this process, and lead all to it that student code shows."""
    sys.stdout, sys.stderr = Stream("stdout", outlet), Stream("stderr", outlet)
    builtins.input = _no_input("raw_input")
    getpass.getpass = _no_input("getpass")
    sys.breakpointhook = _nothing  # one that was left in an answer costs nothing
    shell: Any = ZMQInteractiveShell.instance(outlet=outlet, config=CONFIG, compiler_class=Compiler)
    shell.extension_manager.load_extension("storemagic")
    return cast("ZMQInteractiveShell", shell)


def _nothing(*arguments: Any, **options: Any) -> None:
    """Do nothing."""


def _no_input(name: str) -> Callable[..., NoReturn]:
    """Return a function that refuses to ask: nobody is there to answer."""

    def refuse(*arguments: Any, **options: Any) -> NoReturn:
        raise StdinNotImplementedError(
            f"{name} was called, but this frontend does not support input requests."
        )

    return refuse
