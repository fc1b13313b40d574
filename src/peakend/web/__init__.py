"""The workbench: studies, answers and findings in the browser, for many people at once. A door of the house, like the command line."""
