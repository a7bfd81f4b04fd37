"""What writes pages from the code itself, and what the site shows; no part of what is installed.

- `architecture`: layers, rooms and streams in docs/architecture.md
- `pages`: all generated pages, written or checked
- `cells`, `executed`: pages with cells, and such a page with what its cells show
- `gallery`: figures, briefs and scenarios on a page of the site
- `made`: where the site finds what these make, unless it is there
"""
