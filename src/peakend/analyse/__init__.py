"""What do the answers mean? One question a file, each from evidence to a result with interval, n and method."""
