"""SHARED PAGES: one page of results for people without an account, for a while, with the filters and the sight of whoever shared it."""
