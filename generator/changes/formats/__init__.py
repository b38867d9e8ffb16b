"""Comparisons as text, Markdown, JSON, SARIF and annotations. What is returned is not yet made
printable: ``generator.commands.terminal`` does that.
"""
