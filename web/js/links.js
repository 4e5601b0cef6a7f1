/**
 * Finds links in whatever people paste or share: prose in any language around them, several, none.
 *
 * Share sheets glue text to the link ("…/p/abc/，快来看"), so a link ends where a script begins that
 * browsers would have escaped when they copied it.
 */

const HOSTS = "instagram\\.com|instagr\\.am|tiktok\\.com|youtube\\.com|youtu\\.be|facebook\\.com|fb\\.watch|pinterest\\.[a-z.]+|pin\\.it";
const START = new RegExp(`https?:\\/\\/|(?<![\\w@.\\/])(?:www\\.|(?:[a-z]+\\.)?(?:${HOSTS})\\/)`, "giu");
const END =
  /[\s<>"`{}|\\^\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u2018-\u201f«»\u2026\u3000-\u303f\uff00-\uffef\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Extended_Pictographic}]/u;
const TRAILING = /[.,;:!?'*_~\]]+$/;
const AMOUNT = /(?:\d|[½⅓⅔¼¾⅛])\s*(?:g|kg|mg|ml|cl|dl|l|oz|lb|cups?|tsp|tbsp|teaspoons?|tablespoons?|el|tl|prise|stück|stk|cloves?|cans?|pinch)\b/giu;
const LISTED = /^\s*(?:[-•*·–]|\d+[.)]|[\d½⅓⅔¼¾⅛])/u;
const HEADING = /^\s*(?:ingredients|directions|instructions|method|zutaten|zubereitung|anleitung|ingrédients|ingredientes|ingredienti)\b/imu;

/** The links in a text, in their order, each once. */
export function findLinks(text) {
  const found = new Map();
  for (const { index } of text.matchAll(START)) {
    const link = normal(cut(text.slice(index)));
    if (link && !found.has(sameness(link))) found.set(sameness(link), link);
  }
  return [...found.values()];
}

function cut(text) {
  const end = text.search(END);
  let link = (end < 0 ? text : text.slice(0, end)).replace(TRAILING, "");
  while (link.endsWith(")") && count(link, ")") > count(link, "(")) link = link.slice(0, -1).replace(TRAILING, "");
  const nested = link.slice(8).search(/https?:\/\//i); // two links glued together
  return nested < 0 || /[?&=]/.test(link.slice(0, nested + 8)) ? link : link.slice(0, nested + 8);
}

const count = (text, character) => text.split(character).length - 1;

function normal(link) {
  const address = /^https?:/i.test(link) ? link : `https://${link}`;
  return URL.canParse(address) && new URL(address).hostname.includes(".") ? address : null;
}

/** Two spellings that are surely the same post: what is after `?` on a post's page is tracking. */
function sameness(link) {
  const { hostname, pathname, search } = new URL(link);
  const host = hostname.replace(/^(?:www|m)\./, "");
  return host + pathname.replace(/\/$/, "") + (/instagram|tiktok/.test(host) ? "" : search);
}

/** Whether a text may hold a recipe; the server decides, this only keeps chat from being saved. */
export function looksLikeRecipe(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  const amounts = text.match(AMOUNT)?.length ?? 0;
  const listed = lines.filter((line) => LISTED.test(line)).length;
  if (HEADING.test(text) && lines.length > 2) return true;
  return amounts >= 2 && text.length >= 40 ? true : lines.length >= 4 && listed >= 3;
}

/**
 * What someone pasted or shared, as requests: `{links, requests, problem?}`.
 *
 * One link in a caption sends the caption along; text without a link is a pasted recipe; several links are
 * one request each. `problem` is `empty`, `emoji` or `nothing`.
 */
export function readShared({ url = "", text = "", title = "" }) {
  const all = [url, text, title].map((part) => part.trim()).filter(Boolean).join("\n");
  const links = findLinks(all);
  if (links.length > 1) return { links, requests: links.map((link) => ({ url: link })) };
  if (links.length === 1) {
    const [link] = links;
    return { links, requests: [looksLikeRecipe(text) ? { url: link, text } : { url: link }] };
  }
  if (looksLikeRecipe(text)) return { links, requests: [{ text: title ? `${title}\n\n${text}` : text }] };
  return { links, requests: [], problem: problemOf(all) };
}

function problemOf(text) {
  if (!text) return "empty";
  return /[\p{Letter}\p{Number}]/u.test(text.replace(/[\d#*]\ufe0f?\u20e3/gu, "")) ? "nothing" : "emoji";
}

/** Lines of a paste that hold no link, when the others do: told in the summary, never dropped silently. */
export function linesWithoutLink(text) {
  return text.split("\n").filter((line) => line.trim() && !findLinks(line).length);
}
