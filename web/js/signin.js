/** Asks for the token that opens this server. */

import { api } from "./api.js";
import { drawing, h } from "./dom.js";
import { t } from "./strings.js";

export function show({ query }) {
  const problem = h("p", { class: "paste-hint failed", role: "alert" });
  const field = h("input", { type: "password", id: "token", required: true, autocomplete: "current-password", autofocus: true });
  const submit = async (event) => {
    event.preventDefault();
    try {
      await api.signIn(field.value.trim());
      location.replace(safeNext(query.get("next"))); // a fresh page: nothing of another owner may stay
    } catch (error) {
      problem.textContent = error.status === 401 ? t("signin.wrong") : error.message;
      field.select();
    }
  };
  const element = h(
    "form",
    { class: "solo-card", on: { submit } },
    drawing("key"),
    h("h1", null, t("signin.title")),
    h("p", null, t("signin.text")),
    h("label", { for: "token" }, t("signin.label")),
    field,
    problem,
    h("button", { class: "button primary", type: "submit" }, t("signin.submit")),
  );
  return { element, title: () => t("signin.title") };
}

/** Only ever back into this app. */
function safeNext(next) {
  if (!next || !URL.canParse(next, location.origin)) return "/";
  const address = new URL(next, location.origin);
  return address.origin === location.origin ? address.pathname + address.search : "/";
}
