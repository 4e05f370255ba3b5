"""The widget's files as one release: modules are named by the digest of all of them and cached for ever.

Only the entry, /widget.js, keeps its address; it is asked for again on every page and answered by its ETag.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sanic.request import Request
from sanic.response import HTTPResponse, raw

STATIC = Path(__file__).parent / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "public, no-cache"


@dataclass(frozen=True)
class Asset:
    body: bytes
    packed: bytes
    etag: str
    content_type: str


def load(folder: Path = STATIC) -> tuple[str, dict[str, Asset]]:
    """The release's digest, and its files by path below `folder`, with the digest for "/RELEASE/" in them."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}
    release = hashlib.sha256(b"\0".join(files.values())).hexdigest()[:12]
    return release, {
        name: _asset(name, body.replace(b"/RELEASE/", f"/{release}/".encode())) for name, body in files.items()
    }


def _asset(name: str, body: bytes) -> Asset:
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
    return Asset(body, gzip.compress(body, mtime=0), etag, TYPES[Path(name).suffix])


def serve(request: Request, asset: Asset, cache_control: str) -> HTTPResponse:
    """200 or 304. Any shop may load the widget: it holds nothing secret."""
    headers = {
        "ETag": asset.etag,
        "Cache-Control": cache_control,
        "Vary": "Accept-Encoding",
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if asset.etag in request.headers.get("if-none-match", ""):
        return HTTPResponse(status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return raw(asset.packed, content_type=asset.content_type, headers=headers | {"Content-Encoding": "gzip"})
    return raw(asset.body, content_type=asset.content_type, headers=headers)
