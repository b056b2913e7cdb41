"""What services keep beside their cases: the books a point writes up (T/ZSM 4.2.4.2, 5.5.3.2).

`finding` says which registers there are and who keeps them where, `entries` writes, `reading` reads
and counts.
"""
