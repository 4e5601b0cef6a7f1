/**
 * Every word of the app: `key: [English, German]`. "one|other" are plural forms, `{name}` is filled in.
 *
 * The server's sentences are English; `fault.<errorCode>` says them in German ("sentence|advice").
 */

const STORED = "instarecipe.language";

export const LANGUAGES = { en: "English", de: "Deutsch" };

const WORDS = {
  "nav.main": ["Main", "Hauptmenü"],
  "nav.skip": ["Skip to the recipes", "Zu den Rezepten springen"],
  "nav.recipes": ["Recipes", "Rezepte"],
  "nav.add": ["Add", "Neu"],
  "nav.activity": ["Activity", "Aktivität"],
  "nav.more": ["More", "Mehr"],
  "nav.stats": ["Statistics", "Statistik"],
  "nav.failed": ["{n} needs you|{n} need you", "{n} braucht dich|{n} brauchen dich"],
  close: ["Close", "Schließen"],
  cancel: ["Cancel", "Abbrechen"],
  ok: ["OK", "OK"],
  back: ["Back", "Zurück"],
  undo: ["Undo", "Rückgängig"],
  notNow: ["Not now", "Jetzt nicht"],
  copied: ["Link copied.", "Link kopiert."],
  deleted: ["“{title}” deleted.", "„{title}“ gelöscht."],
  gone: ["That recipe is no longer here.", "Dieses Rezept gibt es hier nicht mehr."],
  "gone.text": ["It may have been deleted on another device.", "Vielleicht wurde es auf einem anderen Gerät gelöscht."],

  "add.label": ["Link or recipe text", "Link oder Rezepttext"],
  "add.placeholder": ["Paste a link or a recipe", "Link oder Rezept einfügen"],
  "add.placeholderMany": ["https://…", "https://…"],
  "add.title": ["Add a recipe", "Rezept hinzufügen"],
  "add.text": ["Paste a link, several links (one per line), or the whole text of a recipe.", "Füge einen Link ein, mehrere Links (einer pro Zeile) oder den ganzen Text eines Rezepts."],
  "add.save": ["Save", "Sichern"],
  "add.saved": ["Saved. We are reading the post.", "Gesichert. Wir lesen den Beitrag."],
  "add.known": ["You already have this one. Here it is.", "Das hast du schon. Hier ist es."],
  "add.manyLinks": ["{n} link found|{n} links found", "{n} Link gefunden|{n} Links gefunden"],
  "add.asText": ["No link here: this is saved as a pasted recipe.", "Kein Link: Das wird als eingefügtes Rezept gesichert."],
  "bulk.title": ["Your links", "Deine Links"],
  "bulk.saved": ["{n} saved|{n} saved", "{n} gesichert|{n} gesichert"],
  "bulk.known": ["{n} already there|{n} already there", "{n} schon da|{n} schon da"],
  "bulk.refused": ["{n} not saved|{n} not saved", "{n} nicht gesichert|{n} nicht gesichert"],
  "bulk.noLink": ["There is no link in this line.", "In dieser Zeile ist kein Link."],
  "problem.empty": ["Paste a link to a post or a page with a recipe first.", "Füge zuerst einen Link zu einem Beitrag oder einer Seite mit Rezept ein."],
  "problem.emoji": ["Only emoji, and no link. Share the post itself, or paste its link.", "Nur Emojis, kein Link. Teile den Beitrag selbst oder füge seinen Link ein."],
  "problem.nothing": ["We found no link in there, and no recipe either. Copy the post’s link and try again.", "Darin haben wir keinen Link gefunden und auch kein Rezept. Kopiere den Link des Beitrags und versuche es noch einmal."],
  "sample.try": ["Try a sample", "Beispiel ausprobieren"],
  "sample.title": ["Sample posts", "Beispiel-Beiträge"],
  "sample.text": ["Pick one and watch it become a recipe. Nothing leaves this server.", "Wähle einen aus und sieh zu, wie er zum Rezept wird. Nichts verlässt diesen Server."],

  "share.title": ["Save a recipe", "Rezept sichern"],
  "share.ask": ["Save this recipe?", "Dieses Rezept sichern?"],
  "share.askText": ["Save this text as a recipe?", "Diesen Text als Rezept sichern?"],
  "share.two": ["Which of these?", "Welche davon?"],
  "share.saving": ["Saving…", "Wird gesichert…"],
  "share.failed": ["That was not saved", "Das wurde nicht gesichert"],
  "share.nothing": ["Nothing to save here", "Hier gibt es nichts zu sichern"],

  "filter.label": ["Show", "Anzeigen"],
  "filter.all": ["All", "Alle"],
  "filter.done": ["Ready", "Fertig"],
  "filter.making": ["In the making", "In Arbeit"],
  "filter.failed": ["Needs you", "Braucht dich"],
  "search.open": ["Search", "Suchen"],
  "search.label": ["Search recipes", "Rezepte durchsuchen"],
  "search.close": ["Close search", "Suche schließen"],
  "search.running": ["Looking further back…", "Suche in älteren…"],
  "search.none": ["Nothing found", "Nichts gefunden"],
  "search.noneText": ["Try fewer or other words.", "Versuche es mit weniger oder anderen Wörtern."],
  "search.clear": ["Clear search", "Suche leeren"],
  "list.offline": ["You are offline. Older recipes come when you are back.", "Du bist offline. Ältere Rezepte kommen, wenn du wieder online bist."],

  "empty.all.title": ["Your recipes gather here", "Hier sammeln sich deine Rezepte"],
  "empty.all.text": ["Share a post from your phone, or paste its link above.", "Teile einen Beitrag vom Handy oder füge oben seinen Link ein."],
  "empty.done.title": ["No recipe is ready yet", "Noch kein Rezept fertig"],
  "empty.done.text": ["As soon as one is, it stands here.", "Sobald eines fertig ist, steht es hier."],
  "empty.making.title": ["Nothing is cooking", "Gerade ist nichts in Arbeit"],
  "empty.making.text": ["Links that you share show up here while we read them.", "Links, die du teilst, erscheinen hier, während wir sie lesen."],
  "empty.failed.title": ["All is well", "Alles gut"],
  "empty.failed.text": ["When a post needs your help, it waits here.", "Wenn ein Beitrag deine Hilfe braucht, wartet er hier."],
  "empty.activity.title": ["All quiet", "Alles ruhig"],
  "empty.activity.text": ["Share a post and watch it become a recipe here.", "Teile einen Beitrag und sieh hier zu, wie er zum Rezept wird."],
  "failed.title": ["That did not load", "Das wurde nicht geladen"],
  "welcome.title": ["Pick a recipe, or add one", "Wähle ein Rezept oder füge eins hinzu"],
  "welcome.share.title": ["Share", "Teilen"],
  "welcome.share.text": ["From Instagram, TikTok, YouTube or any page on your phone.", "Von Instagram, TikTok, YouTube oder jeder Seite auf deinem Handy."],
  "welcome.paste.title": ["Paste", "Einfügen"],
  "welcome.paste.text": ["One link, many links, or the text of a recipe.", "Einen Link, viele Links oder den Text eines Rezepts."],
  "welcome.keys.title": ["Press ?", "Drücke ?"],
  "welcome.keys.text": ["For the keyboard shortcuts.", "Für die Tastenkürzel."],

  "status.done": ["Ready", "Fertig"],
  "status.working": ["In the making", "In Arbeit"],
  "status.waiting": ["Waiting", "Wartet"],
  "status.again": ["Will try again", "Neuer Versuch folgt"],
  "status.againAt": ["Will try again at {time}", "Neuer Versuch um {time}"],
  "status.failed": ["Did not work", "Hat nicht geklappt"],
  "status.healsLater": ["We try again by ourselves later.", "Wir versuchen es später von selbst noch einmal."],
  "phase.waiting": ["Waiting its turn…", "Wartet auf einen freien Platz…"],
  "phase.paused": ["Kept safe. Processing is paused.", "Gut aufgehoben. Die Verarbeitung ruht."],
  "phase.extraction.first": ["Opening the post…", "Öffne den Beitrag…"],
  "phase.extraction.second": ["Reading the caption…", "Lese den Text…"],
  "phase.parsing.first": ["Finding the ingredients…", "Suche die Zutaten…"],
  "phase.parsing.second": ["Writing down the steps…", "Schreibe die Schritte auf…"],
  "phase.uploading.first": ["Saving to {target}…", "Sichere in {target}…"],
  "phase.uploading.second": ["Adding the picture…", "Füge das Bild hinzu…"],
  "phase.finishing": ["Almost there…", "Gleich fertig…"],
  "target.cookbook": ["your cookbook", "deinem Kochbuch"],
  "source.pasted": ["Pasted text", "Eingefügter Text"],
  "source.sample": ["Sample", "Beispiel"],
  "title.post": ["Post from {source}", "Beitrag von {source}"],
  "title.pasted": ["Pasted recipe", "Eingefügtes Rezept"],
  "announce.done": ["{title} is ready.", "{title} ist fertig."],
  "announce.failed": ["{title} did not work. {sentence}", "{title} hat nicht geklappt. {sentence}"],
  "announce.again": ["{title}: we try again at {time}.", "{title}: neuer Versuch um {time}."],
  "time.now": ["just now", "gerade eben"],

  "do.retry": ["Try again", "Noch einmal"],
  "do.force": ["Import anyway", "Trotzdem übernehmen"],
  "do.paste": ["Paste the caption", "Text einfügen"],
  "do.remake": ["Import again", "Neu übernehmen"],
  "do.open": ["Open the post", "Beitrag öffnen"],
  "do.openIn": ["Open in {target}", "In {target} öffnen"],
  "do.copy": ["Copy link", "Link kopieren"],
  "do.share": ["Share", "Teilen"],
  "do.print": ["Print", "Drucken"],
  "do.delete": ["Delete", "Löschen"],
  "card.menu": ["More for {title}", "Mehr zu {title}"],
  "export.json-ld": ["Save as JSON-LD", "Als JSON-LD sichern"],
  "export.markdown": ["Save as Markdown", "Als Markdown sichern"],
  "export.cooklang": ["Save as Cooklang", "Als Cooklang sichern"],
  "paste.title": ["Paste the caption", "Text einfügen"],
  "paste.text": ["Open the post, copy its text and paste it here. What we could read so far is below.", "Öffne den Beitrag, kopiere seinen Text und füge ihn hier ein. Unten steht, was wir bisher lesen konnten."],
  "paste.label": ["Text of the post", "Text des Beitrags"],
  "paste.placeholder": ["2 eggs\n200 g flour\n…", "2 Eier\n200 g Mehl\n…"],
  "paste.submit": ["Read this text", "Diesen Text lesen"],

  "recipe.ingredients": ["Ingredients", "Zutaten"],
  "recipe.steps": ["Preparation", "Zubereitung"],
  "recipe.noIngredients": ["The post names no ingredients.", "Der Beitrag nennt keine Zutaten."],
  "recipe.noSteps": ["The post describes no steps.", "Der Beitrag beschreibt keine Schritte."],
  "recipe.keywords": ["Keywords", "Schlagwörter"],
  "recipe.caption": ["The original text", "Der Originaltext"],
  "servings.label": ["Servings", "Portionen"],
  "servings.noun": ["serving|servings", "Portion|Portionen"],
  "servings.fewer": ["Fewer", "Weniger"],
  "servings.more": ["More", "Mehr"],
  "time.total": ["Total", "Gesamt"],
  "time.prep": ["Prep", "Vorbereiten"],
  "time.cook": ["Cooking", "Kochen"],
  "nutrition.title": ["Per serving", "Pro Portion"],
  "nutrition.calories": ["Energy", "Energie"],
  "nutrition.carbohydrates": ["Carbs", "Kohlenhydrate"],
  "nutrition.fats": ["Fat", "Fett"],
  "nutrition.proteins": ["Protein", "Eiweiß"],
  "doubt.title": ["Please check this line", "Bitte diese Zeile prüfen"],
  "warning.line": ["This does not stand in the post like that. Compare it with the original text.", "So steht das nicht im Beitrag. Vergleiche es mit dem Originaltext."],
  "warning.picture_missing": ["The picture could not be fetched.", "Das Bild war nicht zu bekommen."],
  "warning.duplicate_of": ["You had saved the same post before; this shows that recipe.", "Denselben Beitrag hattest du schon gesichert; hier steht dieses Rezept."],
  "cook.start": ["Cook", "Kochen"],
  "cook.title": ["Cooking: {title}", "Kochen: {title}"],
  "cook.track": ["Steps", "Schritte"],
  "cook.count": ["Step {at} of {count}", "Schritt {at} von {count}"],
  "cook.before": ["Back", "Zurück"],
  "cook.next": ["Next", "Weiter"],
  "cook.done": ["Done", "Fertig"],

  "activity.failed": ["Needs you", "Braucht dich"],
  "activity.making": ["In the making", "In Arbeit"],
  "activity.done": ["Just finished", "Gerade fertig"],
  "activity.all": ["Show all", "Alle zeigen"],
  "stats.span": ["Period", "Zeitraum"],
  "stats.last24Hours": ["Last 24 hours", "Letzte 24 Stunden"],
  "stats.allTime": ["All time", "Insgesamt"],
  "stats.rate": ["Success", "Erfolg"],
  "stats.rateText": ["of the posts became a recipe.", "der Beiträge wurden zum Rezept."],
  "stats.rateNone": ["Nothing has ended in this period.", "In diesem Zeitraum ging nichts zu Ende."],
  "stats.phases": ["Time per phase", "Zeit je Phase"],
  "stats.phasesText": ["Dark: half are quicker than this. Pale: 95 of 100 are.", "Dunkel: Die Hälfte ist schneller. Blass: 95 von 100 sind schneller."],
  "stats.seconds": ["about {median}, at most {slow}", "etwa {median}, höchstens {slow}"],
  "stats.phase.extraction": ["Reading", "Lesen"],
  "stats.phase.parsing": ["Understanding", "Verstehen"],
  "stats.phase.uploading": ["Saving", "Sichern"],
  "stats.counts": ["All recipes by state", "Alle Rezepte nach Stand"],
  "stats.status.success": ["Ready", "Fertig"],
  "stats.status.in_progress": ["In the making", "In Arbeit"],
  "stats.status.pending": ["Waiting", "Wartet"],
  "stats.status.unhealthy": ["Will try again", "Neuer Versuch folgt"],
  "stats.status.error": ["Did not work", "Hat nicht geklappt"],
  "stats.faults": ["Why some did not work", "Warum manche nicht klappten"],
  "stats.none": ["Nothing here.", "Nichts zu zeigen."],
  "stats.empty": ["No numbers yet", "Noch keine Zahlen"],
  "stats.emptyText": ["They come with your first recipe.", "Sie kommen mit deinem ersten Rezept."],

  "more.install": ["Install the app", "App installieren"],
  "more.signOut": ["Sign out", "Abmelden"],
  "more.language": ["Language", "Sprache"],
  "more.unknown": ["The server did not say how it is.", "Der Server hat nicht gesagt, wie es ihm geht."],
  "more.target": ["Recipes go to", "Rezepte landen in"],
  "more.model": ["Read by", "Gelesen von"],
  "more.rules": ["built-in rules", "eingebauten Regeln"],
  "more.version": ["Version", "Version"],
  "keys.title": ["Keyboard", "Tastatur"],
  "keys.search": ["Search", "Suchen"],
  "keys.new": ["New recipe", "Neues Rezept"],
  "keys.move": ["Next, previous recipe", "Nächstes, voriges Rezept"],
  "keys.retry": ["Try again", "Noch einmal versuchen"],
  "keys.back": ["Back", "Zurück"],
  "keys.help": ["This help", "Diese Hilfe"],
  "signin.title": ["Sign in", "Anmelden"],
  "signin.text": ["This server is private. Whoever runs it can give you a token.", "Dieser Server ist privat. Wer ihn betreibt, kann dir ein Token geben."],
  "signin.label": ["Token", "Token"],
  "signin.submit": ["Sign in", "Anmelden"],
  "signin.wrong": ["This token does not open the door. Check it and try again.", "Dieses Token passt nicht. Prüfe es und versuche es noch einmal."],

  "banner.offline": ["You are offline. This is what we had.", "Du bist offline. Das ist der letzte Stand."],
  "banner.reconnect": ["Connecting again…", "Verbinde neu…"],
  "banner.pause": ["Processing is paused. Links are kept and wait.", "Die Verarbeitung ruht. Links werden aufgehoben und warten."],
  "error.offline": ["You are offline. Try again when you are back.", "Du bist offline. Versuche es, wenn du wieder online bist."],
  "error.unreachable": ["The server did not answer. Try again in a moment.", "Der Server hat nicht geantwortet. Versuche es gleich noch einmal."],
  "error.unknown": ["Something went wrong.", "Etwas ist schiefgegangen."],

  "fault.not_a_recipe": [null, "Darin haben wir kein Rezept gefunden.|Übernimm es trotzdem oder füge den Text des Rezepts ein."],
  "fault.no_text": [null, "Dieser Beitrag hat keinen Text.|Füge das Rezept als Text ein."],
  "fault.site_unreachable": [null, "Die Seite war nicht zu erreichen.|Versuche es später noch einmal."],
  "fault.site_slow": [null, "Die Seite hat nicht rechtzeitig geantwortet.|Versuche es später noch einmal."],
  "fault.site_broken": [null, "Die Seite hat etwas Unlesbares geschickt.|Versuche es später noch einmal oder füge den Text ein."],
  "fault.site_not_found": [null, "Diese Seite gibt es nicht.|Prüfe den Link."],
  "fault.site_certificate": [null, "Die Seite konnte sich nicht ausweisen.|Füge den Text des Rezepts ein."],
  "fault.address_blocked": [null, "Diese Adresse dürfen wir nicht öffnen.|Füge den Text des Rezepts ein."],
  "fault.too_large": [null, "Diese Seite ist zu groß.|Füge den Text des Rezepts ein."],
  "fault.too_many_redirects": [null, "Dieser Link führt im Kreis.|Kopiere den Link aus der Adresszeile."],
  "fault.worker_lost": [null, "Unsere Arbeit ist mehrmals mittendrin abgebrochen.|Versuche es noch einmal."],
  "fault.internal": [null, "Bei uns ist etwas schiefgegangen.|Versuche es später noch einmal."],
  "fault.recipe_deleted": [null, "Dieses Rezept wurde in deiner Rezeptverwaltung gelöscht.|Noch einmal versuchen sichert es neu."],
};

const chosen = pick();
const column = Object.keys(LANGUAGES).indexOf(chosen);
const plurals = new Intl.PluralRules(chosen);

function pick() {
  const wishes = [localStorage.getItem(STORED), ...navigator.languages].filter(Boolean);
  return wishes.map((wish) => wish.slice(0, 2)).find((wish) => wish in LANGUAGES) ?? "en";
}

export const language = () => chosen;

/** The visitor's own variant of the language (en-GB) for numbers and dates. */
export const locale = () => navigator.languages.find((wish) => wish.startsWith(chosen)) ?? chosen;

export function setLanguage(code) {
  localStorage.setItem(STORED, code);
}

export const has = (key) => key in WORDS;

/** The words for a key. `count` chooses the plural form and is `{n}`. */
export function t(key, values = {}) {
  const words = WORDS[key]?.[column] ?? key;
  const form = "count" in values && words.includes("|") ? pluralForm(words, values.count) : words;
  return form.replace(/\{(\w+)\}/g, (_, name) => (name === "n" ? values.count.toLocaleString(locale()) : values[name]));
}

function pluralForm(words, count) {
  const [one, other] = words.split("|");
  return plurals.select(count) === "one" ? one : other;
}

/** `{sentence, advice}` of an error code, or nothing when the server's own words are the best we have. */
export function faultWords(code) {
  const words = WORDS[`fault.${code}`]?.[column];
  if (!words) return null;
  const [sentence, advice] = words.split("|");
  return { sentence, advice };
}

/** Puts the words into what index.html holds already. */
export function localize(root) {
  document.documentElement.lang = chosen;
  for (const element of root.querySelectorAll("[data-t]")) element.textContent = t(element.dataset.t);
  for (const element of root.querySelectorAll("[data-t-label]")) element.setAttribute("aria-label", t(element.dataset.tLabel));
  for (const element of root.querySelectorAll("[data-t-placeholder]")) element.placeholder = t(element.dataset.tPlaceholder);
}
