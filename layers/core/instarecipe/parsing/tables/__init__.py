"""The languages that the reader knows. To teach it one more, write its module and name it here."""

from instarecipe.parsing.tables import (
    ar,
    bg,
    ca,
    cs,
    da,
    de,
    el,
    en,
    es,
    fa,
    fi,
    fr,
    he,
    hr,
    hu,
    it,
    ja,
    ko,
    nl,
    no,
    pl,
    pt,
    ro,
    ru,
    sk,
    sv,
    tr,
    uk,
    zh,
)
from instarecipe.parsing.tables import (
    id as id_,
)
from instarecipe.parsing.tables.language import Language

LANGUAGES: dict[str, Language] = {
    module.LANGUAGE.code: module.LANGUAGE
    for module in (
        en,
        de,
        fr,
        es,
        it,
        nl,
        pt,
        sv,
        da,
        no,
        fi,
        pl,
        cs,
        sk,
        hu,
        ro,
        hr,
        tr,
        el,
        ru,
        uk,
        bg,
        ca,
        ar,
        he,
        fa,
        ja,
        zh,
        ko,
        id_,
    )
}
"""English first: where two languages disagree about a word and none is known, the first one wins."""
