// What the panel is made of, from top to bottom.
import { html, nothing, type TemplateResult } from "lit";
import type { Site } from "./channel.js";
import type { Notice } from "./conversation.js";
import * as icons from "./icons.js";
import { call, either, web } from "./links.js";
import type { Say } from "./words.js";

type Act = () => void;

/** Name and what it is; the buttons of the menu and to close. */
export function header(say: Say, name: string, expanded: boolean, menu: Act, hide: Act): TemplateResult {
  return html`<header>
    <div>
      <h2 id="title">${name}</h2>
      <p id="subtitle">${say("subtitle")}</p>
    </div>
    <button type="button" aria-label=${say("menu")} aria-expanded=${expanded} aria-controls="menu" @click=${menu}>
      ${icons.more}
    </button>
    <button type="button" aria-label=${say("close")} @click=${hide}>${icons.close}</button>
  </header>`;
}

/** The menu: each choice a word and what it does, under a question if there is one. */
export function options(say: Say, choices: readonly (readonly [string, Act])[], question: string): TemplateResult {
  return html`<div class="menu" id="menu">
    ${question ? html`<p role="alert">${question}</p>` : nothing}
    ${choices.map(([word, act]) => html`<button type="button" @click=${act}>${say(word)}</button>`)}
  </div>`;
}

/** Whom to call, at all times, and whom to contact. */
export function help(say: Say, { help: numbers, contact }: Site): TemplateResult {
  const line = (word: "emergency" | "crisis") => {
    const number = numbers[word];
    return html`<a href=${call(either(number)[0] ?? "")}>${say(word, { number })}</a>`;
  };
  const reach = web(contact.url) ?? (contact.phone ? call(contact.phone) : undefined);
  const name = contact.name ?? say("contact_name");
  return html`<p class="help" role="group" aria-label=${say("help")}>
    ${line("emergency")}${line("crisis")}
    ${reach
      ? html`<a href=${reach} target=${web(reach) ? "_blank" : nothing} rel="noopener">${say("contact", { name })}</a>`
      : nothing}
  </p>`;
}

/** What is to be known about the connection; `retry` where there is no message of one's own to send again. */
export function banner(say: Say, notice: Notice | null, retry: Act | undefined): TemplateResult {
  const away = notice?.word === "unreachable";
  return html`<div class="notice" role="status" ?hidden=${!notice}>
    ${notice ? html`<span>${say(notice.word, notice.values)} ${notice.text ?? ""}</span>` : nothing}
    ${away && retry ? html`<button type="button" @click=${retry}>${say("retry")}</button>` : nothing}
  </div>`;
}

/** All that was said. The log says nothing itself: only what is new is said, once, by live regions of their own. */
export function transcript(
  say: Say,
  name: string,
  greeting: string,
  exchanges: TemplateResult[],
  typing: boolean,
): TemplateResult {
  return html`<div class="log" role="log" aria-live="off" tabindex="0" aria-label=${say("transcript")}>
    ${greeting ? html`<div class="theirs"><p dir="auto">${greeting}</p></div>` : nothing}
    ${exchanges.map((one) => html`<div class="exchange">${one}</div>`)}
    ${typing
      ? html`<div class="theirs typing"><span class="unseen">${say("typing", { name })}</span><i></i><i></i><i></i></div>`
      : nothing}
  </div>`;
}

/** Where one types; `left` is how many characters may still be typed, when they are few. */
export function composer(
  say: Say,
  most: number,
  left: number | undefined,
  on: { submit: (event: Event) => void; key: (event: KeyboardEvent) => void; input: Act },
): TemplateResult {
  return html`<form @submit=${on.submit}>
    <div class="field">
      <textarea
        rows="1"
        dir="auto"
        enterkeyhint="send"
        aria-label=${say("input")}
        placeholder=${say("placeholder")}
        maxlength=${most}
        @keydown=${on.key}
        @input=${on.input}
      ></textarea>
      ${left === undefined ? nothing : html`<span class="left" role="status">${say("left", { count: left })}</span>`}
    </div>
    <button type="submit" class="send" aria-label=${say("send")}>${icons.send}</button>
  </form>`;
}
