"""How work is done: by whom, and what need not be done again."""
