"""What an outcome's spread comes from: luck or assumptions, and which of them."""
