"""What is forecast: what was simulated and how often such things happened, pooled.

- `arrivals`: by when something has come, under a hazard, renewals or the history of some cases
- `prediction`: what a forecaster says of a question: a probability and quantiles of its time
- `base_rates`: how often events of a kind have happened elsewhere, as published
- `topics`: what a question asks, and which questions of the case library are like it
- `library`: the cases that come with thaw, and what was simulated of each
- `near`: how much each case counts for a scenario
- `rates`: the base rate of what is asked, from cases or as published, and what makes it
- `shares`: the base rates of all answers of a library at once
- `pool`: simulated and base rate pooled, with weights by maximum likelihood
- `fitting`: the weights that fit the cases of the library
- `forecaster`: all of it for one scenario, without the case that it is
- `record`: how the forecasters fare on the library, each case left out
"""
