"""Statistics of samples: numbers in, numbers out. Nothing here knows the house.

Modules
-------
precision
    Intervals of single numbers, standard errors, half-widths.
shares
    Intervals of shares whose units come in pairs or groups.
weights
    What weighted samples are worth, how they are drawn anew, whether they can be trusted.
intervals
    Means, shares and quantiles of replications, with intervals.
survival
    Whether and when: the share that has not had it yet.
regression
    What an outcome owes to its inputs, one by one and together.
gower
    Distance of things described by numbers and words, some unknown.
resampling
    How often each is drawn when all are drawn again, for a bootstrap.
clusters
    Means and differences whose items hang together, with intervals by drawing whole clusters.
logistic
    Logistic lines through answers of yes or no, many resamples at once.
information
    What two columns of yes and no tell of each other: bits, differences, exact tests, and which of
    many are discoveries.
scores
    Scores of forecasts: Brier, logarithmic, CRPS.
products
    Products of arrays that are the same on every machine.
"""
