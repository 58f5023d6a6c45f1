"""The sandbox: a place where a program can do no harm.

Three kinds of processes share its modules. The worker grades: it starts the others, holds the tests
and decides. The zygote has imported what lessons import, and is forked. The student process, in a
sandbox, is the only one that runs student code. It is the kernel of a submission, as in Jupyter;
the operating system's kernel is called Linux here.
"""
