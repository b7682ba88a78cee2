"""Readers, one format a module; ``knowledge/files.py`` chooses among them."""
