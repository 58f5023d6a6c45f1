"""Workers grade submissions: this process, processes side by side, or those of a Dask cluster."""
