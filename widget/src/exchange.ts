// How one exchange looks: the message, its replies, and what can be done with them.
import { html, nothing, type TemplateResult } from "lit";
import type { Button, Reply, Site } from "./channel.js";
import type { Exchange } from "./conversation.js";
import { parts } from "./links.js";
import type { Say } from "./words.js";

export interface Context {
  say: Say;
  name: string;
  site: Site;
  /** Whether this is the last exchange, whose buttons can still be pressed. */
  live: boolean;
  /** What was said next, which marks the button that was pressed. */
  next: string | undefined;
  when: (time: Date) => string;
  press: (button: Button) => void;
  retry: () => void;
  printNotes: () => void;
}

const NEW_SUMMARY = '/visit{"step":"again"}';
const RATING = (step: string) => `/service{"step":"${step}"}`;
const SPANISH = /[¿¡áéíóúñ]/i;

export function exchange(said: Exchange, context: Context): TemplateResult {
  const { say, name, when } = context;
  const mine = said.text
    ? html`<div class="mine"><span class="unseen">${say("you")}</span><p dir="auto">${said.text}</p></div>
        ${said.time ? html`<time datetime=${said.time.toISOString()}>${when(said.time)}</time>` : nothing}`
    : nothing;
  const failed =
    said.state === "failed"
      ? html`<p class="failed">${say("not_sent")} <button type="button" @click=${context.retry}>${say("retry")}</button></p>`
      : nothing;
  const last = said.replies.length - 1;
  return html`${mine}${failed}
  ${said.replies.map((reply, index) => answer(reply, { ...context, live: context.live && index === last }, name))}`;
}

function answer(reply: Reply, context: Context, name: string): TemplateResult {
  const { say, site } = context;
  const cut = reply.footer === "none" ? -1 : reply.text.lastIndexOf("\n");
  const body = cut < 0 ? reply.text : reply.text.slice(0, cut);
  return html`<div class="theirs ${reply.kind}" lang=${SPANISH.test(reply.text) ? "es" : "en"}>
      <span class="unseen">${say("guide", { name })}</span>
      <p dir="auto">${linked(body, site)}</p>
      ${cut < 0 ? nothing : html`<p class="footer" dir="auto">${linked(reply.text.slice(cut + 1), site)}</p>`}
    </div>
    ${reply.sources.length ? sources(reply.sources, context) : nothing}
    ${reply.buttons.some(({ payload }) => payload === NEW_SUMMARY)
      ? html`<div class="choices"><button type="button" @click=${context.printNotes}>${say("notes")}</button></div>`
      : nothing}
    ${reply.buttons.length
      ? html`<div class="choices" lang="en">${reply.buttons.map((button) => choice(button, button.title, context))}</div>`
      : nothing}
    ${reply.kind === "answer" ? rating(context) : nothing}`;
}

function choice(button: Button, title: string, { live, next, press }: Context): TemplateResult {
  return html`<button
    type="button"
    class=${next === button.title ? "used" : nothing}
    ?disabled=${!live}
    @click=${() => press(button)}
  >${title}</button>`;
}

function sources(ids: string[], { say, site }: Context): TemplateResult {
  return html`<details>
    <summary>${say("sources", { count: ids.length })}</summary>
    <ul lang="en">${ids.map((id) => html`<li>${site.sources[id] ?? id}</li>`)}</ul>
  </details>`;
}

// A rating is a message like any other, so that it is kept with the conversation and deleted with it.
function rating(context: Context): TemplateResult {
  const { say, live } = context;
  const give = (step: string, title: string) =>
    choice({ title, payload: RATING(step) }, title, context);
  return html`<div class="helpful" ?hidden=${!live} role="group" aria-label=${say("helpful")}>
    <span>${say("helpful")}</span>${give("helpful", say("helpful_yes"))}${give("not_helpful", say("helpful_no"))}
  </div>`;
}

function linked(text: string, site: Site): (string | TemplateResult)[] {
  return parts(text, site.help).map(({ text, href }) =>
    href ? html`<a href=${href} target=${href.startsWith("tel:") ? nothing : "_blank"} rel="noopener noreferrer">${text}</a>` : text,
  );
}
