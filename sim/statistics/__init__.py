"""Statistics of samples: intervals, survival, regression, scores. Nothing here knows the house."""
