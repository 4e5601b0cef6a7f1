/** Asks for the token that opens this server. */

import { api } from "./api.js";
import { drawing, h } from "./dom.js";
import { parse } from "./links.js";
import { t } from "./strings.js";

export function show({ query }) {
  const problem = h("p.paste-hint.failed", { role: "alert" });
  const field = h("input", {
    type: "password",
    id: "token",
    required: true,
    autocomplete: "current-password",
    autofocus: true,
  });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.signIn(field.value.trim());
      location.replace(ownAddress(query.get("next"))); // a fresh page: nothing of another owner may stay
    } catch (error) {
      problem.textContent = error.status === 401 ? t("signin.wrong") : error.message;
      field.select();
    }
  };
  const label = h("label", { for: "token" }, t("signin.label"));
  const button = h("button.button.primary", t("signin.submit"));
  const element = h(
    "form.solo-card",
    { submit },
    drawing("key"),
    h("h1", t("signin.title")),
    h("p", t("signin.text")),
    label,
    field,
    problem,
    button,
  );
  return { element, title: () => t("signin.title") };
}

function ownAddress(next) {
  const { origin, pathname, search } = parse(next ?? "/", location.origin);
  return origin === location.origin ? pathname + search : "/";
}
