"""Yardsticks: games and processes with an answer on paper, to hold the simulator against.

The simulator is richer than any of these, and uses none of them. But a scenario can reduce it to
each, and then it must give the answer that the formula gives: ``tests/limits`` does that, formula
by formula. All are pure functions with their source; nothing here is compiled, nothing here knows
the rest of the house, and nothing stays here that no such test uses.

alternating
    Two impatient sides over one pie: Rubinstein's share.
concessions
    Two sides that give way by the clock: when they meet.
solutions
    What a bargain should be: Nash, and Kalai and Smorodinsky.
logrolling
    Trades of what matters little for what matters more: the best of them.
hazards
    Events at constant rates, and of several kinds: what comes first, and when.
windows
    How long talks stay shut that open by way of contacts.
occasions
    Chances that come by the calendar: gates, renewals, layers of law.
lawmaking
    Bills that wait for the floor, ride on other acts, or die with their legislature.
rollcall
    How many of a chamber vote aye, exactly.
trust
    What a side believes after so many promises kept, refused and broken.
alignment
    What regular steps come to that each close a share of a gap, and fade.
initiatives
    What steps bring in all: those that are answered, and those that are not.
arrival
    What relief is worth while banks come back, it fades, and it may be undone.
"""
