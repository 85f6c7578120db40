"""A small writer of OLE compound files ([MS-CFB], version 3): storages, streams, a mini stream."""

from __future__ import annotations

import itertools
import struct

_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


class _Node:
    def __init__(self, name: str, kind: int) -> None:
        self.name, self.kind = name, kind
        self.children: dict[str, _Node] = {}
        self.data = b""
        self.start, self.right, self.child = 0, _NONE, _NONE


def compound(streams: dict[str, bytes], slack: bytes = b"") -> bytes:
    """A compound file with these streams, `/` between storages; `slack` fills a sector that belongs to no stream."""
    root = _Node("Root Entry", 5)
    for path, data in streams.items():
        node = root
        *storages, name = path.split("/")
        for storage in storages:
            node = node.children.setdefault(storage, _Node(storage, 1))
        node.children[name] = leaf = _Node(name, 2)
        leaf.data = data
    nodes = _numbered(root)
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        if not data:
            return _END
        start = len(sectors)
        pieces = [data[i : i + _SECTOR].ljust(_SECTOR, b"\0") for i in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), _END])
        return start

    mini, minifat = b"", []
    for node in nodes[1:]:
        if node.kind != 2:
            continue
        if len(node.data) >= _CUTOFF:
            node.start = chain(node.data)
        elif node.data:
            node.start = len(minifat)
            count = -(-len(node.data) // _MINI)
            mini += node.data.ljust(count * _MINI, b"\0")
            minifat.extend([*range(node.start + 1, node.start + count), _END])
        else:
            node.start = _END
    root.data, root.start = mini, chain(mini)
    first_minifat = chain(struct.pack(f"<{len(minifat)}I", *minifat)) if minifat else _END
    count_minifat = -(-len(minifat) * 4 // _SECTOR)
    directory = b"".join(_entry(node) for node in nodes)
    directory += (b"\0" * 68 + struct.pack("<III", _NONE, _NONE, _NONE)).ljust(128, b"\0") * (-len(nodes) % 4)
    first_directory = chain(directory)
    if slack:
        sectors.extend(slack[i : i + _SECTOR].ljust(_SECTOR, b"\0") for i in range(0, len(slack), _SECTOR))
        fat.extend([_FREE] * -(-len(slack) // _SECTOR))
    count = 1
    while count * 128 < len(fat) + count:
        count += 1
    places = range(len(sectors), len(sectors) + count)
    fat.extend([_FAT] * count)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(count * _SECTOR, b"\xff")
    difat = struct.pack(f"<{count}I", *places).ljust(109 * 4, b"\xff")
    head = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, count, first_directory),
        *(0, _CUTOFF, first_minifat, count_minifat, _END, 0),
    )
    return head + difat + b"".join(sectors) + table


def _numbered(root: _Node) -> list[_Node]:
    """All nodes in the order of the directory; siblings are chained to the right."""
    nodes, queue = [root], [root]
    while queue:
        node = queue.pop(0)
        for child in sorted(node.children.values(), key=lambda n: (len(n.name), n.name.upper())):
            nodes.append(child)
            queue.append(child)
    number = {id(n): i for i, n in enumerate(nodes)}
    for node in nodes:
        children = sorted(node.children.values(), key=lambda n: (len(n.name), n.name.upper()))
        if children:
            node.child = number[id(children[0])]
        for one, other in itertools.pairwise(children):
            one.right = number[id(other)]
    return nodes


def _entry(node: _Node) -> bytes:
    name = node.name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        *(name, len(name) + 2, node.kind, 1, _NONE, node.right, node.child, b"", 0, 0, 0, node.start, len(node.data)),
    )


def packed(name: str, data: bytes) -> bytes:
    """An `Ole10Native` stream: a file with its name and the path it came from."""
    label, path = name.encode() + b"\0", f"C:\\Temp\\{name}".encode() + b"\0"
    body = struct.pack("<H", 2) + label + path + struct.pack("<HHI", 0, 3, len(path)) + path
    body += struct.pack("<I", len(data)) + data + b"\0\0"
    return struct.pack("<I", len(body)) + body


def macro_module(code: str) -> bytes:
    """A VBA module stream: its source as an [MS-OVBA] container of chunks that hold it as it is, token by token."""
    data = f'Attribute VB_Name = "Module1"\r\n{code}'.encode("cp1252")
    out = b"\x01"
    for start in range(0, len(data), 4096):
        piece = data[start : start + 4096]
        body = b"".join(b"\0" + piece[i : i + 8] for i in range(0, len(piece), 8))
        out += struct.pack("<H", 0xB000 | (len(body) - 1)) + body
    return b"\0" * 32 + out
