"""Word templates of a county: looked through before they are kept, filled without being obeyed.

``package`` opens the file, ``lint`` judges what stands in it, ``fields`` says what a paper offers,
``filling`` makes the copy, ``service`` keeps the versions. A template is data: it names what goes
where and can do nothing (T/ZSM 4.3.2.1).
"""
