"""What a body brings without a name is left out, and put away."""

from io import BytesIO

from core.web.bodies import NamedParts

BODY = (
    b'--sep\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nkept\r\n'
    b'--sep\r\nContent-Disposition: form-data; filename="b.txt"\r\n\r\ndropped\r\n'
    b"--sep--\r\n"
)


def test_a_part_nobody_is_handed_is_closed() -> None:
    opened: list[BytesIO] = []

    def laid_down(*_asked: object, **_named: object) -> BytesIO:
        opened.append(BytesIO())
        return opened[-1]

    parser = NamedParts(stream_factory=laid_down)
    said = {"boundary": "sep"}
    _rest, _fields, files = parser.parse(BytesIO(BODY), "multipart/form-data", len(BODY), said)
    assert [name for name, _file in files.items(multi=True)] == ["file"]
    assert [stream.closed for stream in opened] == [False, True]
