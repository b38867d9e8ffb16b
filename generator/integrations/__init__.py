"""docs2sdk inside other tools."""
