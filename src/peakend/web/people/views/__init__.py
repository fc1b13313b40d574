"""The pages of people: each view's first line is the right to see it."""
