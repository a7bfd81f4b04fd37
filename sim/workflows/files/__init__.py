"""Files of scenarios, and what there is in folders.

scenario_files
    Begun from a template, checked, and their JSON Schema.
upgrading
    Files of an older form, rewritten.
listing
    Which scenarios there are, and what has been computed.
text_files
    Texts written for users, all of them or nothing.
"""
