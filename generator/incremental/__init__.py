"""Caching: keys, stored results, recorded commands. No other package knows of caches."""
