"""Who works with the workbench: organisations, units, members, roles, and the one door per model."""
