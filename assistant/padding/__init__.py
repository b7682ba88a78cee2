"""Wording that could stand in any unit's report (``boilerplate.md``): pins, phrases and frames, weighed by fitted weights.

Deterministic, standard library only, no segmenter. ``reading.py`` judges a text; everything else serves it.
"""
