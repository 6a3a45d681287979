"""Hypothesis strategies for sites in which authors hide something: exactly as they should, or by what is near it.

An attack is a list of hidings. Each adds files that hold a secret, which is a parameter: two sites made of one attack
differ only in what its authors meant to hide, so that a reader must get the same of both.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from hypothesis import strategies as st
from spellings import near_spellings

AUDIENCES = {
    "public": {"anyone": True},
    "staff": {"includes": ["public"], "groups": ["everybody"]},
    "sre": {"includes": ["staff"], "groups": ["sre"]},
    "security": {"includes": ["staff"], "groups": ["sec"]},
}
READERS = ("public", "staff", "sre")
"""Those who may not read what is for `security`."""


class Secret(NamedTuple):
    """What an author hides."""

    name: str
    """A word that may be part of a file name and the id of a term."""
    text: str
    """Text, of any number of lines."""
    day: int
    """The day of the month when it was written down."""


@dataclass
class Site:
    """The files of a site below `docs_dir`: texts by path, and targets of symbolic links by path; its configuration."""

    files: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    nav: list[object] = field(default_factory=list)
    searches: dict[str, object] = field(default_factory=dict)
    history: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Path -> (day, text) of each version, newest first."""


Hiding = Callable[[Site, Secret], None]
SECRETS = st.builds(
    Secret,
    st.sampled_from("vault breach ransom insider forensics".split()),
    st.lists(
        st.sampled_from([
            "The key was stolen.",
            "## Impact",
            "- [ ] Rotate everything",
            "```",
            "![x](img/open.png)",
            "![x](f0/x.png)",
            "10:42 It began.",
            "| a | b |",
            "",
        ]),
        min_size=1,
        max_size=5,
    ).map("\n".join),
    st.integers(1, 28),
)  # fmt: skip
KEYS = st.sampled_from(["audience", "visibility"])
NEAR_KEYS = KEYS.flatmap(near_spellings) | st.sampled_from(
    "audiances target_audience doc-visibility audience.public x-audience audiencia".split()
)
NEAR_HEADS = (
    "---\n{}: security\n---\n",
    "---\ntitle: A\n{}: security\n---\n",
    "---\nmeta:\n  {}: security\n---\n",
    "---\nmeta: [{{{}: security}}]\n---\n",
    "+++\n'{}' = 'security'\n+++\n",
    "----\n{}: security\n----\n\n",
    "# Title\n\n---\n{}: security\n---\n",
    "**{}:** security\n\n",
    "| {} | security |\n| --- | --- |\n\n",
    "- {} – Security\n\n",
    "A line.\n" * 50 + "{} = security\n\n",
    "---\nstatus: confidential\n---\n",
    "> **Internal use only**\n\n",
)
NEAR_MARKERS_WITHIN = (
    ("<!-- {}: security -->", "<!-- /{} -->"),
    ("<!-- {} security -->", "<!-- end {} -->"),
    ("[//]: # ({}: security)", "[//]: # (/{})"),
    ("{{# {}: security #}}", "{{# /{} #}}"),
    ("<span data-{}='security'>", "</span>"),
)
NEAR_MARKERS = (*NEAR_MARKERS_WITHIN, ("::: {} security", ":::"), ("??? {} security", ""), ("%%{}: security%%", ""))
FIELDS = (
    ("title", "Title"),
    ("title", "headline"),
    ("headline", "Title"),
    ("summary", "TLDR"),
    ("resolution", "fix"),
    ("resolution", "Resolved-By"),
)
"""Spellings of one field."""
FORMS = (
    "{key}.security: {name}",
    "impact:\n  customers.security: {name}\n  cost: 3",
    "links:\n  tracker.security: https://example.com/{name}",
    "roles:\n  lead.security: {name}",
    "action_items:\n  - text: open\n    what.security: {name}",
    "action_items:\n  - text.security: {name}\n  - text: open",
    "x_own:\n  deep:\n    key.security: {name}",
    "impact: {{customers.security: {name}}}",
    "links.tracker.security: {name}",
    "{key}: {{public: open, security: {name}}}",
)
"""Fields of front matter with a form for `security`."""
REFERENCE_KEYS = "depends_on dependsOn depends-on Dependencies dependencies DEPENDS_ON".split()
OPEN_FILES = {
    "img/open.png": "open",
    "web.md": "---\naudience: public\ntitle: Open\ndate: 2026-03-07\nservices: [web]\ntags: [k8s]\nseverity: sev2\n"
    "---\n"
    "## Impact\n\n![a](img/open.png) ![b](f0/x.png) ![c](f1/x.png) ![d](w/l0.png) [e](w/l1.md) [f](d0.md)\n",
}


def _body(secret: Secret) -> str:
    return f"# About {secret.name}\n\n{secret.text}\n"


@st.composite
def _labels(draw: Callable, number: int) -> Hiding:
    """Hide a document by its label."""
    if draw(st.booleans()):
        head = "---\naudience: security\n---\n"
        path = draw(st.sampled_from(["d{0}.md", "{1}.md"]))
    else:
        head, path = draw(st.sampled_from(NEAR_HEADS)).format(draw(NEAR_KEYS)), "d{0}.md"

    def hide(site: Site, secret: Secret) -> None:
        site.files[path.format(number, secret.name)] = head + _body(secret)

    return hide


@st.composite
def _folders(draw: Callable, number: int) -> Hiding:
    """Hide a folder by its rule."""
    names = KEYS.flatmap(near_spellings).map(".{}".format) | st.sampled_from(
        ".audience .audience .Audience .audience.txt audience audience.yml .visibility .access x.md.audience".split()
    )
    rule = f"f{number}/{draw(names)}"

    def hide(site: Site, secret: Secret) -> None:
        site.files |= {
            rule: "security\n",
            f"f{number}/x.md": _body(secret),
            f"f{number}/x.png": secret.text,
            f"f{number}/deep/y.md": _body(secret),
        }

    return hide


@st.composite
def _spans(draw: Callable, number: int) -> Hiding:
    """Hide a part of a document by markers."""
    around = draw(st.sampled_from(["Before.\n\n{}\n{}\n{}\n\nAfter.\n", "Before {}{}{} after.\n", "{}\n{}\n{}\n"]))
    opening, closing = "<!-- audience: security -->", "<!-- /audience -->"
    if draw(st.booleans()):
        word = draw(KEYS.flatmap(near_spellings))
        markers = NEAR_MARKERS_WITHIN if around.startswith("Before {") else NEAR_MARKERS
        opening, closing = (marker.format(word) for marker in draw(st.sampled_from(markers)))

    def hide(site: Site, secret: Secret) -> None:
        body = around.format(opening, secret.text, closing)
        site.files[f"s{number}.md"] = f"---\naudience: public\n---\n{body}"

    return hide


@st.composite
def _fields(draw: Callable, number: int, reader: str) -> Hiding:
    """Hide the value of a field by forms of it."""
    key, other = draw(st.sampled_from(FIELDS))
    spelled = f"{other}: {{name}}\n{key}.{reader}: open"
    form = draw(st.just(spelled) | st.sampled_from(FORMS).map(lambda form: form.replace("{key}", key)))
    fence, label = "---", f"audience: {reader}"
    if draw(st.integers(0, 4)) == 0:
        fence, label, form = "+++", f"audience = '{reader}'", f"'{key}.security' = '{{name}}'"

    def hide(site: Site, secret: Secret) -> None:
        head = f"{fence}\n{label}\n{form.format(name=secret.name)}\ndate: 2026-03-07\n{fence}\n"
        site.files[f"v{number}.md"] = (
            f"{head.replace('date: ', 'date = ') if fence == '+++' else head}## Impact\n\nX.\n"
        )

    return hide


@st.composite
def _links(draw: Callable, number: int) -> Hiding:
    """Hide a file by the rule of its folder, and link to it from another folder."""
    ending = draw(st.sampled_from(["png", "md"]))

    def hide(site: Site, secret: Secret) -> None:
        site.files |= {f"t{number}/.audience": "security\n", f"t{number}/l.{ending}": _body(secret)}
        site.links[f"w/l{number}.{ending}"] = f"t{number}/l.{ending}"

    return hide


@st.composite
def _terms(draw: Callable, number: int) -> Hiding:
    """Hide terms of the taxonomy, which no readable document names."""
    key, tag_key = draw(st.sampled_from(REFERENCE_KEYS)), draw(st.sampled_from(["deprecated", "use", "Replaced-By"]))

    def hide(site: Site, secret: Secret) -> None:
        site.files["taxonomy.yml"] = (
            f"services:\n  web: {{{key}: [{secret.name}-x]}}\n  {secret.name}-x: {{name: {secret.name.title()}}}\n"
            f"tags:\n  k8s: {{}}\n  {secret.name}-t: {{{tag_key}: k8s}}\n"
            f"severities:\n  sev2: {{rank: 2}}\n  {secret.name}-s: {{rank: {number}}}\n"
        )

    return hide


WORDS_LIKE_LINKS = (
    "```\nGET /?src={0}\n```",
    "Text `![x]({0})` text.",
    "A log: href={0} and url({0})",
    "Text.\n\n    <img src='{0}'>",
    "[1]: {0}",
)
"""What looks like a link to a file, and is none."""


@st.composite
def _attachments(draw: Callable, number: int) -> Hiding:
    """Hide a file by the label of the document that shows it, while words of another one look like a link to it."""
    path, words = f"m/x{number}.csv", draw(st.sampled_from(WORDS_LIKE_LINKS))

    def hide(site: Site, secret: Secret) -> None:
        site.files |= {
            path: secret.text,
            f"h{number}.md": f"---\naudience: security\n---\n![x]({path})\n",
            f"o{number}.md": f"---\naudience: public\n---\nText.\n\n{words.format(path)}\n",
        }

    return hide


@st.composite
def _configuration(draw: Callable, number: int) -> Hiding:
    """Hide a document by its label, with an entry of the navigation for it and a search that finds it."""
    target = draw(st.sampled_from(["n{0}.md", "/n{0}/", "https://wiki.example/n{0}/", "\\n{0}.html", "/n{0}/#top"]))
    asked = draw(st.sampled_from(["{0}", "q={0}&sort=date", "q=open&audience=security"]))

    def hide(site: Site, secret: Secret) -> None:
        site.files[f"n{number}.md"] = "---\naudience: security\n---\n" + _body(secret)
        site.nav.append({f"{secret.name} {number}": target.format(number)})
        site.searches[f"{secret.name} {number}"] = asked.format(secret.name)

    return hide


PLACES = (
    "Before.\n\n{}\n\nAfter.\n",
    "Before.\n{}\n\nAfter.\n",
    "Before {} after.\n",
    "- Before\n- {}\n- After\n",
    "Before, {}, after.\n",
)
"""Where an author puts a restricted span."""


@st.composite
def _histories(draw: Callable, number: int) -> Hiding:
    """Hide that, and when, a restricted span was put into a document."""
    place, lines = draw(st.sampled_from(PLACES)), draw(st.booleans())
    around = "<!-- audience: security -->{0}{1}{0}<!-- /audience -->".format("\n" if lines else "", "{}")

    def hide(site: Site, secret: Secret) -> None:
        head = "---\naudience: public\n---\n"
        before = " ".join(place.replace("{}", "").split()).replace("- - ", "- ").replace(", ,", ",")
        now = head + place.format(around.format(secret.name))
        site.files[f"p{number}.md"] = now
        site.history[f"p{number}.md"] = [(f"2026-02-{secret.day:02}", now), ("2026-01-01", f"{head}{before}\n")]

    return hide


class Attack(NamedTuple):
    """A reader, what authors hide from it, and two secrets."""

    reader: str
    hidings: tuple[Hiding, ...]
    secrets: tuple[Secret, Secret]

    def sites(self) -> tuple[Site, Site]:
        """Return the two sites that differ only in the secret."""
        one, other = Site(dict(OPEN_FILES)), Site(dict(OPEN_FILES))
        for hide in self.hidings:
            hide(one, self.secrets[0])
            hide(other, self.secrets[1])
        return one, other


@st.composite
def attacks(draw: Callable) -> Attack:
    """Return an attack of one to four hidings."""
    reader = draw(st.sampled_from(READERS))
    kinds = [_labels, _folders, _spans, lambda number: _fields(number, reader), _links, _terms]
    kinds += [_attachments, _configuration, _histories]
    hidings = [draw(draw(st.sampled_from(kinds))(number)) for number in range(draw(st.integers(1, 4)))]
    return Attack(reader, tuple(hidings), (draw(SECRETS), draw(SECRETS)))
