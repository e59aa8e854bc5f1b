// Finds what can be called or visited in a plain text. Nothing else becomes a link.
import type { Site } from "./channel.js";

export interface Part {
  text: string;
  href?: string | undefined;
}

const NUMBER = /^\+?\d[\d -]{1,20}$/;
const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;

/** `text` in parts; those with an `href` name one of the places to get help. */
export function parts(text: string, help: Site["help"]): Part[] {
  const places = Object.values(help).flatMap(either);
  const hrefs = new Map(places.map((place) => [place, NUMBER.test(place) ? call(place) : `https://${place}`]));
  const longestFirst = [...hrefs.keys()].sort((a, b) => b.length - a.length);
  const pattern = longestFirst.map((place) => place.replace(/[.+]/g, "\\$&")).join("|");
  const found = text.split(new RegExp(`(?<![\\w.,$+-])(${pattern})(?![\\w%-]|[.,]\\w)`, "g"));
  return found.filter(Boolean).map((part) => ({ text: part, href: hrefs.get(part) }));
}

/** What an entry such as "112 or 999" names, without what is neither a number nor a domain. */
export function either(entry: string): string[] {
  return entry.split(" or ").filter((place) => NUMBER.test(place) || DOMAIN.test(place));
}

/** The address that calls a number. */
export function call(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, "")}`;
}

/** `url` if it is a web address, else nothing. */
export function web(url: string | null): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined;
}
