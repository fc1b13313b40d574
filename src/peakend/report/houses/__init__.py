"""How does a House of Quality look? Houses, the flow of weights between them, rules beside needs: drawings, slides, sheets, words."""
