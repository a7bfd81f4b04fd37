"""The case library: drawn by rule, coded by a book, asked alike."""
