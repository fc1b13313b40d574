"""What all pages share: frame, language, faults, style."""
