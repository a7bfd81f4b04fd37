"""The deciders: executive, legislature, target, council and followers.

Agents decide on top of the law and of bargaining, but never wait: simulated time belongs
to the engine.
"""
