"""What only Python needs of a target."""
