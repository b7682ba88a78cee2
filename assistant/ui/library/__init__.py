"""The library page in parts: finding, browsing, one report, taking in, statistics."""
