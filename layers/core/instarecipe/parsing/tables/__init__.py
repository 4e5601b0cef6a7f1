"""The languages that the reader knows. To teach it one more, write its module and name it here."""

from instarecipe.parsing.tables import en
from instarecipe.parsing.tables.language import Language

LANGUAGES: dict[str, Language] = {module.LANGUAGE.code: module.LANGUAGE for module in (en,)}
