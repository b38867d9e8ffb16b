"""Commands that do more than call the pipeline, and what they print."""
