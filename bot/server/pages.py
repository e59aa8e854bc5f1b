"""The widget's file, and the pages around it: a demo clinic, the tag for a site's owner, what is kept."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html, raw

from bot.content.texts import numbers_of
from bot.content.topics import load_content
from bot.settings import DATA, ROOT, settings

STATIC = Path(__file__).parent / "static"
WIDGET = ROOT / "widget" / "dist" / "widget.js"
FIRST_QUESTIONS = ("what_is_ketamine", "effectiveness", "session_experience", "side_effects", "is_it_safe", "cost")
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SAFE = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin-allow-popups",  # the widget prints in a window of its own
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
FOR_ANY_SITE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
KEPT_FOR = 300  # seconds that a browser may use a file without asking whether there is a newer one

pages = Blueprint("pages")


@cache
def page(name: str) -> str:
    """Return a page of data/pages/, filled with the site's own settings.

    Raises:
        jinja2.TemplateError: if there is no such page, or it asks for what is not there.
    """
    templates = Environment(loader=FileSystemLoader(DATA / "pages"), autoescape=True, undefined=StrictUndefined)
    return templates.get_template(f"{name}.html").render(_values())


def _values() -> dict[str, Any]:
    config, topics = settings(), load_content().topics
    return {
        "help": numbers_of(config.country),
        "topics": [topics[id_] for id_ in FIRST_QUESTIONS],
        "days": f"{config.keep_days:g}",
        "hours": f"{config.session_hours:g}",
        "contact": config.contact,
    }


@cache
def _file(path: Path) -> tuple[bytes, bytes, str]:
    """Return a file, the same compressed, and its tag."""
    content = path.read_bytes()
    return content, gzip.compress(content, 9, mtime=0), f'"{hashlib.sha256(content).hexdigest()[:20]}"'


def _send(request: Request, path: Path, headers: dict[str, str]) -> HTTPResponse:
    content, small, tag = _file(path)
    headers = {
        **SAFE,
        **headers,
        "ETag": tag,
        "Cache-Control": f"public, max-age={KEPT_FOR}",
        "Vary": "Accept-Encoding",
    }
    if tag in request.headers.get("if-none-match", ""):
        return empty(304, headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["Content-Encoding"] = small, "gzip"
    return raw(content, headers=headers, content_type=f"{TYPES[path.suffix]}; charset=utf-8")


@pages.get("/", name="clinic")
@pages.get("/embed", name="embed")
@pages.get("/privacy", name="privacy")
async def show(request: Request) -> HTTPResponse:
    """Serve a page."""
    return html(page(request.path.strip("/") or "clinic"), headers=SAFE | POLICY)


@pages.get("/widget.js", name="widget")
async def widget(request: Request) -> HTTPResponse:
    """Serve the widget, to any website: what a website may do with it, the channel decides."""
    return _send(request, WIDGET, FOR_ANY_SITE)


@pages.get("/static/<name:(pages.js|pages.css|icon.svg)>", name="static_file")
async def static_file(request: Request, name: str) -> HTTPResponse:
    """Serve what the pages need."""
    return _send(request, STATIC / name, {})
