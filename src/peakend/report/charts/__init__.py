"""Charts of statistics: each result as a chart of the chart library, with n, intervals and the base of its numbers."""
