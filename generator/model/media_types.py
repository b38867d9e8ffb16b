"""Media types that mean something to reading and to rendering alike."""

MULTIPART = "multipart/form-data"
"""A form that may hold files (RFC 7578)."""
URLENCODED = "application/x-www-form-urlencoded"
"""A form of texts (URL Standard, 5)."""
