"""Papers: data in, PDF out; numbers taken in order, issued copies frozen (T/ZSM 4.3.2.1, 5.6.4).

``engine`` renders, ``numbering`` takes a 文号, ``service`` issues and voids, ``kinds`` says which
papers core has and what each is made of. What a paper may tell is decided before this room: it
prints exactly what it is handed.
"""
