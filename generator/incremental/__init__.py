"""What need not be done again: keys, stores, replay. The only place that knows of caches."""
