"""What to watch: which events of the next weeks tell how a question will be answered.

- `signs`: what each observable tells of the answer, and which of them are discoveries
- `effects`: what making it happen does to the answer
- `signposts`: both, of a batch
- `labels`: what is observed, in words
"""
