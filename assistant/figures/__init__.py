"""Figures: reading them, and judging whether they have a source. Pure functions, no I/O (design ``figures.md``)."""
