/** Finds links in whatever people paste or share: prose in any language around them, several, none. Pure. */

const START =
  /https?:\/\/|(?<![\w@./-])(?:www\.|(?:[a-z]+\.)?(?:instagram|tiktok|youtube|facebook|pinterest)\.[a-z.]+\/|(?:instagr\.am|youtu\.be|fb\.watch|pin\.it)\/)/giu;
/** Share sheets glue text to the link ("…/p/abc/，快来看"): it ends at what browsers would have escaped. */
const END =
  /[\s<>"`{}|\\^«»\p{Cf}\u2018-\u201f\u2026\u3000-\u303f\uff00-\uffef\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Extended_Pictographic}]/u;
/** Longer than the server takes: it says so better than we do. */
const LONGEST = 3000;
const TRAILING = /[.,;:!?'*_~\]]+$/;
const AMOUNT =
  /[\d½⅓⅔¼¾⅛]\s*(?:k?g|mg|[mcd]?l|oz|lb|cups?|tsp|tbsp|teaspoons?|tablespoons?|el|tl|prisen?|stück|cloves?|cans?|pinch)\b/giu;
const LISTED = /^\s*(?:[-•*·–・]|\d+[.)]|[\d½⅓⅔¼¾⅛])/u;
const HEADING =
  /^\W*(?:ingredients|directions|instructions|method|zutaten|zubereitung|ingrédients|ingredientes|ingredienti|材料|食材|재료)(?!\p{Letter})/imu;

/** The parts of an address; none when it is none. */
export const parse = (address, base) => (URL.canParse(address, base) ? new URL(address, base) : {});

export function findLinks(text) {
  const found = new Map();
  let end = 0;
  for (const { index } of text.matchAll(START)) {
    if (index < end) continue; // a link in a link's query
    const written = cut(text.slice(index, index + LONGEST));
    end = index + written.length;
    const link = /^https?:/i.test(written) ? written : `https://${written}`;
    const { hostname, pathname, search } = parse(link);
    if (!hostname) continue;
    const tracking = /instagram|tiktok/.test(hostname); // all that may follow a post's path there
    const post = hostname.replace(/^(?:www|m)\./, "") + pathname.replace(/\/$/, "") + (tracking ? "" : search);
    if (!found.has(post)) found.set(post, link);
  }
  return [...found.values()];
}

function cut(text) {
  const [plain] = text.split(END, 1);
  let link = plain.replace(TRAILING, "");
  while (link.endsWith(")") && link.split(")").length > link.split("(").length)
    link = link.slice(0, -1).replace(TRAILING, "");
  return link.match(/^.{8}[^?]*?(?=https?:\/\/)/i)?.[0] ?? link; // two links without a space
}

/** Whether a text may hold a recipe. The server decides; this only keeps chat from being saved. */
export function looksLikeRecipe(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  const amounts = text.match(AMOUNT)?.length ?? 0;
  const listed = lines.filter((line) => LISTED.test(line)).length;
  return (
    (HEADING.test(text) && lines.length > 2) || (amounts > 1 && text.length > 40) || (listed > 2 && lines.length > 3)
  );
}

/**
 * What someone pasted or shared, as requests: `{links, requests, problem?}`.
 *
 * One link in a caption sends the caption along, text without a link is a pasted recipe, several links are
 * one request each. `problem` is `empty`, `emoji` or `nothing`.
 */
export function readShared({ url = "", text = "", title = "" }) {
  const all = [url, text, title].join("\n").trim();
  const links = findLinks(all);
  const requests = links.map((link) => ({ url: link }));
  const hasRecipe = looksLikeRecipe(text);
  if (links.length === 1 && hasRecipe) requests[0].text = text;
  if (!links.length && hasRecipe) requests.push({ text: `${title}\n\n${text}`.trim() });
  return { links, requests, problem: requests.length ? null : problemOf(all) };
}

function problemOf(text) {
  if (!text) return "empty";
  return /[\p{Letter}\p{Number}]/u.test(text.replace(/[\d#*]\ufe0f?\u20e3/gu, "")) ? "nothing" : "emoji";
}
