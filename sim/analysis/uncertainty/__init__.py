"""What an outcome's spread comes from: luck or assumptions, and which of them.

- `spread`: spread that knowledge could remove, and spread that is luck
- `drivers`: which uncertain parameter the variance comes from
"""
