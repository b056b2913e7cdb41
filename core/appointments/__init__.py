"""预约: which slots of the roster may be booked, by whom for whom, and who is told (T/ZSM 5.4.5).

`offering` says which slots there are for somebody, `booking` writes, `reading` shows.
"""
