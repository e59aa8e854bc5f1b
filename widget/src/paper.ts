// The conversation, and the notes for a visit, on paper or in a file.
import type { Notes } from "./channel.js";
import type { Exchange } from "./conversation.js";
import type { Say } from "./words.js";

export interface Part {
  title: string;
  lines: string[];
}

const LOOK = `
  body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
  h2 { margin: 1.25rem 0 0.25rem; font-size: 1rem; }
  p { margin: 0; white-space: pre-line; }
  h2, p { break-inside: avoid; }
`;

/** The conversation, a part for each message. */
export function conversation(exchanges: Exchange[], say: Say, name: string, when: (time: Date) => string): Part[] {
  return exchanges.flatMap(({ text, replies, time }) => [
    ...(text ? [{ title: `${say("you")} ${time ? when(time) : ""}`.trim(), lines: [text] }] : []),
    { title: say("guide", { name }), lines: replies.map((reply) => reply.text) },
  ]);
}

/** The notes for a visit. */
export function notes({ parts, closing, made }: Notes): Part[] {
  return [...parts, { title: "", lines: [closing, made] }];
}

/** Open a window with the parts and print it; save them where the browser opens none. */
export function print(title: string, language: string, parts: Part[]): void {
  const paper = window.open("", "_blank") as (Window & typeof globalThis) | null;
  if (!paper) return save(title, parts);
  const { document } = paper;
  document.title = title;
  document.documentElement.lang = language;
  const look = new paper.CSSStyleSheet(); // a style element would need a page that allows inline styles
  look.replaceSync(LOOK);
  document.adoptedStyleSheets = [look];
  const add = (tag: string, text: string) => {
    const made = document.createElement(tag);
    made.textContent = text;
    made.dir = "auto";
    document.body.append(made);
  };
  add("h1", title);
  for (const part of parts) {
    if (part.title) add("h2", part.title);
    for (const line of part.lines) add("p", line);
  }
  paper.print();
}

/** Save the parts as a text file. */
export function save(title: string, parts: Part[]): void {
  const text = [title, ...parts.flatMap((part) => ["", part.title, ...part.lines])].join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = `${title}.txt`;
  link.click();
  URL.revokeObjectURL(link.href);
}
