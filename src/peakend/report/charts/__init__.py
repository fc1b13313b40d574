"""Charts of statistics: each result as rows of marks with their intervals and numbers, laid out as placed boxes."""
