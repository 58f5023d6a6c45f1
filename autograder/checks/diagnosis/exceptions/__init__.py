"""What Python and NumPy say of a student's mistake, in the words of the lessons.

This runs where the student's function runs, in a kernel or in the sandbox. None of the student's
code is called: names are looked up in the frame that failed, and arrays are asked for their shapes.
"""
