"""Claims: what a report says of its unit beside its figures, and whether the notes say so (``claims.md``).

Pure: text, notes and judged figures in, claims out; no model and no network. A second opinion comes in through a port.
"""
