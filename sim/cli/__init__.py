"""The command line: one small module for each command. Nothing else in the project prints."""
