"""What all figures share: look, page, dates, names, marks, and how they are saved."""
