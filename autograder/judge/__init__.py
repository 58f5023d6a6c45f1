"""The judge: a submission's answers run in the student process, its tests in the worker.

Of its modules ``server``, ``shell`` and ``outlet`` run in the student process, and both ends import
``protocol``.
"""
