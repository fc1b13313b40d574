"""HOW IT LOOKS: any result as words, pictures, page, slides and workbook. Draws what others have worked out, computes nothing."""
