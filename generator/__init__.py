"""Read Markdown endpoint pages and generate SDKs and OpenAPI documents from them."""

__version__ = "0.1.0"
