/**
 * Warnings of an item, `code` or `code:subject`. A subject that names an ingredient (its place or its words)
 * belongs beside that line; the rest belongs above the recipe.
 */

import { has, t } from "./strings.js";

const parts = (warning) => {
  const [, code, subject = ""] = warning.match(/^([\w-]+)(?::\s*(.*))?$/s) ?? [null, warning];
  return { code, subject };
};

/** Ingredient's place → sentence. */
export function lineWarnings(warnings = [], ingredients = []) {
  const found = new Map();
  for (const { code, subject } of warnings.map(parts)) {
    const index = placeOf(subject, ingredients);
    if (index >= 0) found.set(index, t(has(`warning.${code}`) ? `warning.${code}` : "warning.line", { subject }));
  }
  return found;
}

/** Sentences about the whole; codes that we do not know are not for the cook. */
export function itemWarnings(warnings = [], ingredients = []) {
  return warnings
    .map(parts)
    .filter(({ code, subject }) => placeOf(subject, ingredients) < 0 && has(`warning.${code}`))
    .map(({ code, subject }) => t(`warning.${code}`, { subject }));
}

function placeOf(subject, ingredients) {
  if (!subject) return -1;
  if (/^\d+$/.test(subject)) return Number(subject) < ingredients.length ? Number(subject) : -1;
  return ingredients.findIndex(({ original, food }) => original === subject || food === subject);
}
