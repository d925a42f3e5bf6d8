"""Links: the address of a page in an output, and the nodes of references to posts and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import NoUri
from sphinx.roles import XRefRole

from sphinx_postindex.model import fold
from sphinx_postindex.nodes import marked
from sphinx_postindex.outputs import WHOLE
from sphinx_postindex.problems import logger, nearest
from sphinx_postindex.references import NAMED, REF, names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx import addnodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_postindex.read.publish import State
    from sphinx_postindex.references import Found, Object, Targets


_A_POST = {"draft": "a draft", "scheduled": "scheduled", "expired": "expired"}


def page_uri(
    builder: Builder, docname: str, page: str, joined: AbstractSet[str] = frozenset()
) -> str | None:
    """The address of a page, a document or one of ours; nothing where this output has none.

    :param docname: the page that the link stands on
    :param joined: the documents that this page is put together from, if it is
    """
    if (joined or builder.name in WHOLE) and page not in joined:
        return None
    try:
        # Builders without links, such as text and man, give an empty one.
        return builder.get_relative_uri(docname, page) or None
    except NoUri:
        return None


def place_uri(
    builder: Builder,
    docname: str,
    page: str,
    anchor: str,
    joined: AbstractSet[str] = frozenset(),
) -> str | None:
    """The address of an anchor on a page, ``""`` for its start; else as :func:`page_uri`."""
    uri = page_uri(builder, docname, page, joined)
    if not (uri and anchor):
        return uri
    # Where all is one page, an address is an anchor already: it cannot have a second one.
    return f"{'' if uri.startswith('#') else uri}#{anchor}"


def link(
    builder: Builder,
    docname: str,
    found: Found,
    asked: tuple[nodes.Element, nodes.Element],
    joined: AbstractSet[str] = frozenset(),
) -> nodes.Element:
    """A reference, or where this output has no such page, its text.

    :param asked: the reference as it was read, and its text
    """
    node, text = asked
    if found.title and not node.get("refexplicit"):
        text = nodes.inline(
            "", "", *marked(found.title, code=nodes.literal), classes=[*text["classes"]]
        )
    elif isinstance(text, nodes.literal):
        # `any` takes for code what it does not know yet.
        text = nodes.inline("", "", *text.children, classes=[*text["classes"]])
    if not text.children:
        # MyST's `[](#term)`.
        text += nodes.Text(node["reftarget"])
    uri = found.elsewhere
    if found.page == docname and not joined and builder.format == "html":
        # Of a page to itself a builder gives an empty one, which loads it again.
        uri = f"#{found.anchor}"
    elif found.page:
        uri = place_uri(builder, docname, found.page, found.anchor, joined)
    if not uri:
        return text
    return nodes.reference("", "", text, refuri=uri, internal=not found.elsewhere)


def full_name(node: nodes.Element) -> str:
    """The form of a name under which inventories list it, too."""
    target: str = node.get("reftarget", "")
    return target.removeprefix("/") if node.get("reftype") == REF else fold(target)


class Referable(Domain):
    """The part of the domain that Sphinx asks when it resolves and lists references."""

    roles: ClassVar[dict[str, Any]] = {
        role: XRefRole(innernodeclass=nodes.inline, warn_dangling=True) for role in (REF, *NAMED)
    }
    object_types: ClassVar[dict[str, ObjType]] = {
        REF: ObjType("post", REF),
        **{str(taxonomy): ObjType(taxonomy, taxonomy) for taxonomy in NAMED},
    }

    # Of one build alone.
    targets: Targets
    joined: frozenset[str]
    """The documents that the page being resolved is put together from, if it is."""
    held: Mapping[str, State]
    """The documents that are not in the build, and why."""
    told: set[tuple[object, ...]]
    """The warnings that were given."""

    def resolve_xref(  # noqa: PLR0913, PLR0917 - Sphinx's signature
        self,
        env: BuildEnvironment,  # noqa: ARG002
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> Any:  # noqa: ANN401 - Sphinx takes any node
        """What takes the place of a reference; nothing if its target is unknown."""
        found = self.targets.find(typ, target, fromdocname)
        if found is None:
            return None
        return link(builder, fromdocname, found, (node, contnode), self.joined)

    def resolve_any_xref(  # noqa: PLR0913, PLR0917 - Sphinx's signature
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, Any]]:
        """What a reference to anything may be to, where Sphinx itself has no such label."""
        found = self.targets.find_any(target, fromdocname)
        if not found:
            return []
        # A page and its post may well have one name.
        text, std = contnode.deepcopy(), env.get_domain("std")
        if std.resolve_any_xref(env, fromdocname, builder, target, node, text):
            return []
        return [
            (
                f"{self.name}:{each.role}",
                link(builder, fromdocname, each, (node, contnode.deepcopy()), self.joined),
            )
            for each in found
        ]

    def get_objects(self) -> Iterator[Object]:
        """What is listed in ``objects.inv``."""
        return self.targets.objects()

    def get_full_qualified_name(self, node: nodes.Element) -> str:
        """What other projects may call the target of a reference."""
        return full_name(node)


def say_unknown(_app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool | None:
    """Warn of a reference to no post and no term; connected to ``warn-missing-reference``.

    Once each, although EPUB resolves the root document again for its table of contents.
    """
    if not isinstance(domain, Referable):
        return None
    role, target = node["reftype"], node["reftarget"]
    named = names(node["refdoc"], target) if role == REF else ()
    if held := next((domain.held[name] for name in named if name in domain.held), None):
        text = f"{target!r} is not published: it is {_A_POST[held]}"
    else:
        none = "there is no post" if role == REF else f"no post has the {role}"
        text = f"{none} {target!r}{nearest(target, domain.targets.known(role))}"
    told = (text, node.source, node.line)
    if told not in domain.told:
        domain.told.add(told)
        logger.warning("%s", text, type="ref", subtype="post", location=node)
    return True
