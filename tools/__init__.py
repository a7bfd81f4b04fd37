"""What writes pages for developers from the code itself; not part of what is installed.

- `architecture`: layers, rooms and streams in docs/architecture.md
- `pages`: all generated pages, written or checked
"""
