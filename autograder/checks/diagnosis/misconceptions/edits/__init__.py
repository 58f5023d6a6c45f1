"""Mistakes as edits of the right steps: what each, and each two of them, would have returned.

Nobody lists these mistakes one by one. The steps of a backward pass are written once, each step
has the ways in which people do it otherwise, and a wrong answer is compared with what comes out
when one or two steps are done so.
"""
