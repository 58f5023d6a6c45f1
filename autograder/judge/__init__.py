"""The judge: a submission's answers run in the student process, its tests in the worker.

Only ``server`` runs in the student process, with ``protocol``, which both ends import, and of
``outputs`` one name.
"""
