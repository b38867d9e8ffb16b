"""Who does the work: this process, other processes, a Dask cluster."""
