"""What every answer says besides its page."""

from __future__ import annotations

from collections.abc import Iterable

PRIVATE = "private, no-store"
"""For what not everybody may read: no cache keeps it, not even the reader's own."""
OPEN = "no-cache"
"""For what anyone may read: kept, and asked for again before it is shown."""


def content_security_policy(scripts: Iterable[str] = ()) -> str:
    """Return the policy: everything from the site itself, and of inline scripts those of the theme alone.

    Without their digests all inline scripts are allowed, since the theme does not work without its own. Drawings
    have inline styles. Pagefind is WebAssembly, and Material starts its worker from a blob.
    """
    inline = " ".join(f"'sha256-{digest}'" for digest in scripts) or "'unsafe-inline'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' {inline}",
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "media-src 'self'",
            "manifest-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def headers(scripts: Iterable[str] = ()) -> dict[str, str]:
    """Return the headers that are the same for every answer."""
    return {
        "Content-Security-Policy": content_security_policy(scripts),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }
