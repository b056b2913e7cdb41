"""评价与改进: what people think of the service, who complains, and what is put right (T/ZSM 6).

A room of its own above the cases. `asking` says who may be asked how, `answering` takes an answer
and forgets whose it was, `complaining` has a complaint looked into one level up, and `improving`
keeps at a problem until somebody else has seen that it is gone.
"""
