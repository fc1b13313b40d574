"""THE DOOR FOR PROGRAMS: everything that pages show and the main writes, typed, for whoever has a token or a session."""
