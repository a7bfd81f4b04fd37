"""Files of scenarios, and what there is in folders.

beginning
    Scenarios begun from a template.
scenario_files
    Files checked, and their JSON Schema.
upgrading
    Files of an older form, rewritten.
listing
    Which scenarios there are.
computed
    What has been computed.
text_files
    Texts written for users, all of them or nothing.
"""
