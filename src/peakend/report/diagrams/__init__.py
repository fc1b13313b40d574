"""What will we do? Drawings of a design: service blueprint, journey map, service script, laid out by computation."""
