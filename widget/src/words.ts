// What the widget says in each language; the texts are in data/widget/ and data/es/widget/.
import english from "../../data/widget/words.yml";
import spanish from "../../data/es/widget/words.yml";

const LANGUAGES: Record<string, Record<string, string>> = { en: english, es: spanish };

export type Say = (word: string, values?: Record<string, string | number>) => string;

/** The language that is shown for a wish such as `es-MX`: itself, or English. */
export function language(wish: string): string {
  const code = wish.toLowerCase().split("-")[0] ?? "";
  return code in LANGUAGES ? code : "en";
}

/** A function that says one text in `code`, `{braces}` filled from `values`. */
export function say(code: string): Say {
  return (word, values = {}) =>
    (LANGUAGES[code]?.[word] ?? word).replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
}
