// The page's own wording, Dutch unless chosen otherwise, and how times and names are written.

const LANGUAGES = ["nl", "en"];
const STORED = "workspace.language";
const LOCALES = { nl: "nl-NL", en: "en-GB" };
let language = "nl";
const wording = {};

/** Fetch all wordings once and take the remembered language. */
export async function loadTexts() {
  await Promise.all(
    LANGUAGES.map(async (code) => {
      const answer = await fetch(`/texts/${code}.json`);
      wording[code] = await answer.json();
    }),
  );
  const remembered = localStorage.getItem(STORED);
  setLanguage(LANGUAGES.includes(remembered) ? remembered : "nl");
}

export const currentLanguage = () => language;
export const otherLanguage = () => (language === "nl" ? "en" : "nl");

/** Choose the page's language and remember it. */
export function setLanguage(code) {
  language = code;
  localStorage.setItem(STORED, code);
  document.documentElement.lang = code;
  document.title = t("page.title");
}

/** The sentence of a key, with {placeholders} filled in. A missing key shows itself. */
export function t(key, values = {}) {
  const sentence = wording[language][key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const hasText = (key) => key in wording[language];

/** The sentence of `key.one` or `key.many` with {n}. */
export const tn = (key, n, values = {}) => t(n === 1 ? `${key}.one` : `${key}.many`, { n, ...values });

const format = (date, options) => new Intl.DateTimeFormat(LOCALES[language], options).format(date);

/** "09:05" in the browser's time zone. */
export const clockTime = (date) => format(date, { hour: "2-digit", minute: "2-digit" });

/** "di 24 november 2026 10:00" on the clock of Amsterdam, wherever the browser is. */
export function moment(date) {
  const timeZone = "Europe/Amsterdam";
  const parts = [
    { weekday: "short" },
    { day: "numeric", month: "long", year: "numeric" },
    { hour: "2-digit", minute: "2-digit" },
  ];
  return parts.map((options) => format(date, { ...options, timeZone })).join(" ");
}

/** "vrijdag 20 november", with the year when it is not this one. */
export function longDay(date, now) {
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return format(date, { weekday: "long", day: "numeric", month: "long", year });
}

/** "Vandaag", "Gisteren" or the date, seen from the workspace's clock. */
export function dayName(date, now) {
  const midnight = (moment) => new Date(moment).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(now) - midnight(date)) / 86_400_000);
  if (days === 0) return t("day.today");
  if (days === 1) return t("day.yesterday");
  return longDay(date, now);
}

const DATE_PARTS = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** A `<!date^…>` pattern such as "{date_short} {time}" filled in. */
export function slackDate(seconds, pattern) {
  const date = new Date(seconds * 1000);
  return pattern.replace(/\{(\w+?)(_pretty)?\}/g, (whole, part) =>
    DATE_PARTS[part] ? format(date, DATE_PARTS[part]) : whole,
  );
}

/** "Karin de Boer" → "KB". */
export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^[\p{Lu}\p{N}]/u.test(word));
  const letters = words.length ? words : [name || "?"];
  return (letters[0][0] + (letters.length > 1 ? letters.at(-1)[0] : "")).toUpperCase();
}
