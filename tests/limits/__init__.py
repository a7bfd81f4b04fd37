"""The engine, reduced to a game or a process with an answer on paper, gives that answer.

Every test here starts from a scenario of this folder in which everything is still, lets one thing
move, and holds what the simulator does against a formula of `sim.theory`. So that a test can fail,
each also shows that a formula with another parameter does not fit.
"""
