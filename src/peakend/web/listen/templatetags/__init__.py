"""What was kept in both languages, said in a template."""
