"""The operations, one file a stage of the method."""
