"""The command line. Nothing else in the project prints, and nothing is computed here.

app
    The commands, loaded by name, and how errors end them.
commands
    A module for each command, or for a few that belong together: signatures and printing.
output
    Lines, tables, progress: plain in pipes, as wide as it is on a terminal.
options
    Arguments and options that several commands share.
completion
    What a shell completes.
welcome
    What ``thaw`` says by itself.
"""
