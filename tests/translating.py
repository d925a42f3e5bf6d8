"""What a translator gets of a site, and the site with what the translator made of it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import Files, MakeSite, Site


def catalogs(site: MakeSite, files: Files) -> dict[str, list[str]]:
    """The texts that a translator gets, by document."""
    extracted = site(files, builder="gettext")
    found = {}
    for template in sorted(extracted.outdir.glob("*.pot")):
        with template.open("rb") as stream:
            found[template.stem] = [str(each.id) for each in read_po(stream) if each.id]
    return found


def filled(site: MakeSite, files: Files, german: Mapping[str, str]) -> Files:
    """The files with the catalogues that a German translator has filled."""
    result = dict(files)
    for template in sorted(site(files, builder="gettext").outdir.glob("*.pot")):
        with template.open("rb") as stream:
            catalog = read_po(stream, locale="de")
        for message in catalog:
            if message.id:
                message.string = german.get(str(message.id), "")
        written = BytesIO()
        write_po(written, catalog)
        result[f"locales/de/LC_MESSAGES/{template.stem}.po"] = written.getvalue()
    return result


def texts(site: Site, name: str) -> list[str]:
    """The texts of the parts of the cards on the home page."""
    return [each.text_content() for each in site.html().find_class(f"postindex-{name}")]
