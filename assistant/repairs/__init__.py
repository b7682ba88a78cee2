"""Repairs of what the checker says of words: cutting and joining, a fact in place of an empty sentence, a model's shorter wording.

Nothing here writes a figure, and nothing is kept whose figures are not exactly those of before (``verifying.py``).
"""
