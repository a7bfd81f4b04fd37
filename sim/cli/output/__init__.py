"""What is printed, and how: plain in pipes and files, as wide as it is on a terminal.

console
    Pages, lines, tables and JSON on stdout, warnings on stderr.
progress
    How far a command is, on stderr.
tables
    Tables that fit: measured, split or turned into blocks.
terminal
    What rich draws, imported where something is drawn.
workflow
    What commands have in common that compute a result.
markdown
    Tables written into a block of a Markdown file.
"""
