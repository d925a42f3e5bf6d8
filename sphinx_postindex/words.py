"""The words of ours that readers see, in the language of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx.locale import get_translation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config

CATALOG = "sphinx_postindex"
_ = get_translation(CATALOG)


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on an index beside the texts of its posts."""

    locale: str
    """The language of dates, as Babel names it."""
    more: str
    empty: str
    states: Mapping[str, str]
    """What an unpublished post that is shown on demand is called."""


def words(config: Config) -> Words:
    """The words of a site."""
    return Words(
        locale=config.language or "en",
        more=str(_("Read more")),
        empty=str(_("No posts yet.")),
        states={
            "draft": str(_("Draft")),
            "scheduled": str(_("Scheduled")),
            "expired": str(_("Expired")),
        },
    )
