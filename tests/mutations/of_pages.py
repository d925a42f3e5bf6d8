"""Faults in what pictures, groups, pages, terms and sections need to be fresh."""

from __future__ import annotations

from of_posts import Fault

OF_PAGES = (
    Fault(
        "bylines: how they write dates does not count",
        "pages/around.py",
        "result = [_spelled(config.usual_look(site.env.config))] if posts else []",
        "result = []",
    ),
    Fault(
        "pictures: their content is left out",
        "read/images.py",
        "path=path, kind=kind, digest=digest,",
        'path=path, kind=kind, digest="",',
    ),
    Fault(
        "pictures: their files are no dependencies",
        "read/images.py",
        "env.note_dependency(path)",
        "pass",
    ),
    Fault(
        "pictures: none is swept",
        "fresh.py",
        "if gone := (_files(record.pictures) | strays) - _files(found):",
        "if gone := set():",
    ),
    Fault(
        "pictures: those of a killed build stay",
        "fresh.py",
        "strays = set() if record.whole else leftovers.attached(builder)",
        "strays = set()",
    ),
    Fault(
        "pictures: a page that was not drawn shows none",
        "fresh.py",
        "drawn.get(page, before.get(page, ()))",
        "drawn.get(page, ())",
    ),
    Fault(
        "pictures: the one of a head goes when its index is compared",
        "fresh.py",
        "found[page] = sorted({*found[page], *before.get(page, ())})",
        "pass",
    ),
    Fault(
        "pictures: those of later pages are not known",
        "fresh.py",
        "_sweep(builder, build.record, {*site.indexes, *site.pages, *site.collected})",
        "_sweep(builder, build.record, site.indexes)",
    ),
    Fault(
        "pictures: one that a text shows, too, is removed",
        "fresh.py",
        "kept = _files(outputs.made_of(builder, builder.env.all_docs))",
        "kept = set()",
    ),
    Fault(
        "groups: their headings are left out of what an index shows",
        "resolve.py",
        "for text in chain.from_iterable(map(_outline, drawn)):",
        "for text in chain.from_iterable(_outline(node) for node in drawn"
        " if 'postindex-group' not in node['classes']):",
    ),
    Fault(
        "texts are left out of what an index shows",
        "resolve.py",
        "yield repr(node.astext())",
        'yield ""',
    ),
    Fault(
        "later pages: those that are not needed stay",
        "fresh.py",
        "outputs.remove_pages(app, gone)",
        "pass",
    ),
    Fault(
        "later pages: removed though a document has their place",
        "outputs.py",
        "kept = {name.casefold() for name in files_of(builder, app.env.all_docs)}",
        "kept = set()",
    ),
    Fault(
        "later pages: a document does not get their place by the clock",
        "fresh.py",
        "old |= outputs.at(builder, env.all_docs, record.later)",
        "pass",
    ),
    Fault(
        "later pages: one is taken for that of a draft",
        "fresh.py",
        "held -= outputs.files_of(builder, record.later if record.whole else ())",
        "pass",
    ),
    Fault(
        "later pages: how many there are is left out",
        "pages/collect.py",
        "repr((sheet, named, [site.mark(post) for post in known]))",
        "repr((sheet.index, named, [site.mark(post) for post in known]))",
    ),
    Fault(
        "later pages: what state a post is in is left out",
        "pages/collect.py",
        "[site.mark(post) for post in known]",
        "known",
    ),
    Fault(
        "later pages: the heading of page 1 is left out",
        "pages/collect.py",
        "named = [titles[page].pformat() for page, _ in sheet.parents if page in titles]",
        "named = ()",
    ),
    Fault(
        "later pages: settings come in any order",
        "hashes.py",
        "return repr(sorted(map(stable, value)))",
        "return repr(value)",
    ),
    Fault(
        "later pages: one that was deleted is not made again",
        "pages/collect.py",
        "there = file is not None and file.is_file()",
        "there = file is not None",
    ),
    Fault(
        "later pages: all are written at every build",
        "pages/collect.py",
        "there = file is not None and file.is_file()",
        "there = False",
    ),
    Fault(
        "the size of pages is left out",
        "fresh.py",
        "[repr((index, [",
        "[repr((__import__('dataclasses').replace(index, look=''), [",
    ),
    Fault(
        "lists of terms are left out",
        "fresh.py",
        "picked = [(index, shown_by(site, index)) for index in site.indexes.get(page, ())]",
        "picked = [(index, shown_by(site, index)) for index in site.indexes.get(page, ())"
        " if hasattr(index.look, 'page_size')]",
    ),
    Fault(
        "the look of an index is left out of what it shows",
        "resolve.py",
        'hashlib.sha256(f"{index.look!r} {index.classes!r}".encode("utf-8", "surrogatepass"))',
        "hashlib.sha256()",
    ),
    Fault(
        "sections: their anchors are left out of what an index shows",
        "resolve.py",
        'yield f"{node.tagname} {own} ["',
        """yield __import__("re").sub("#[^' ]*", "", f"{node.tagname} {own} [")""",
    ),
    Fault(
        "sections: those that come and go are left out",
        "fresh.py",
        "[repr(absent), repr(sections), *own,",
        "[repr(absent), *own,",
    ),
    Fault(
        "sections: their page is not read again in time",
        "read/hold.py",
        "return (naming | _linking(site, moved) | turned) - held",
        "return (naming | _linking(site, moved)) - held",
    ),
    Fault(
        "sections: their page is read at every build",
        "read/hold.py",
        "is not shown for stands, shown in parts",
        "is not None for stands, shown in parts",
    ),
    Fault(
        "sections: a draft stays in its page",
        "read/facts.py",
        "drop(document, node.parent)",
        "pass",
    ),
    Fault(
        "archives: which term has which page is left out",
        "archives.py",
        'return [(e.taxonomy, e.term.label if e.term else "", e.page) for e in self.every()]',
        "return [(e.taxonomy,) for e in self.every()]",
    ),
    Fault(
        "neighbours: their titles are left out",
        "pages/around.py",
        "named = [(post.docname, post.title) if post else None",
        "named = [post.docname if post else None",
    ),
    Fault(
        "bodies for feeds: those of another output will do",
        "pages/syndication.py",
        "if known.get(page) != [hash_of_body(file)]}",
        "if not file.is_file()}",
    ),
    Fault(
        "bodies for feeds: the record forgets those of pages that are not written",
        "pages/syndication.py",
        "if is_written(page) else known.get(page, [])",
        "if is_written(page) else []",
    ),
    Fault(
        "neighbours: nobody asks for them",
        "pages/around.py",
        "return {post.docname for post in every} & site.env.all_docs.keys()",
        "return set()",
    ),
    Fault(
        "all facts: posts are left out",
        "fresh.py",
        "*(site.mark(post) for post in site.every()),",
        "",
    ),
    Fault(
        "all facts: counts where some page is old",
        "fresh.py",
        'facts = build.facts if all_shown else ""',
        "facts = build.facts",
    ),
    Fault(
        "feeds: posts are left out",
        "pages/products.py",
        "record.feeds.get(name) == [quick]:",
        "name in record.feeds:",
    ),
    Fault(
        "feeds: one that is not wanted stays",
        "fresh.py",
        "unwanted = sorted(build.record.feeds.keys() - site.feeds.keys())",
        "unwanted: list[str] = []",
    ),
    Fault(
        "leftovers: a lost record leaves archives",
        "leftovers.py",
        "{*_pages(app), *_feeds(app), *others}",
        "{*_feeds(app), *others}",
    ),
    Fault(
        "leftovers: a lost record leaves feeds",
        "leftovers.py",
        "{*_pages(app), *_feeds(app), *others}",
        "{*_pages(app), *others}",
    ),
    Fault(
        "leftovers: pages of others are taken for ours",
        "leftovers.py",
        " and _MARK in file.read_bytes():",
        ":",
    ),
    Fault(
        "leftovers: feeds of others are taken for ours",
        "leftovers.py",
        " and own.encode() in file.read_bytes():",
        ":",
    ),
    Fault(
        "shared cards: a page that did not draw them shows no pictures",
        "layouts/page.py",
        "self.image(post.image)",
        "pass",
    ),
    Fault(
        "shared cards: the address of the post is left out",
        "layouts/page.py",
        "key = (post.key, self.link(post), ",
        "key = (post.key, ",
    ),
)
