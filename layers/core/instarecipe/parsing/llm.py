"""The model as a reader: it copies lines out of the post, our own parser reads amounts and units from them.

The post is data between two marks that it cannot contain; there are no tools. One answer that is of no use
is given back once, with the validator's words. What the text says is compared by `grounding`, not here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from instarecipe.domain.errors import Permanent, Transient
from instarecipe.domain.recipe import Ingredient, Nutrition, Recipe, Step
from instarecipe.observability import log, measure
from instarecipe.parsing.circuit import Circuit
from instarecipe.parsing.cutting import cut_out
from instarecipe.parsing.ingredient import parse_line
from instarecipe.parsing.languages import language_of
from instarecipe.parsing.rules import cleaned_line
from instarecipe.parsing.schema import VERDICT, answer_schema, mended, problems
from instarecipe.ports import Clock, Deadline, Extracted, ModelAnswer, Usage
