"""What a study is: its parts as values, its file, its check, the history of its moments, its templates."""
