// The custom element: a launcher and a panel. What was said is in conversation.ts.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Button, Reply } from "./channel.js";
import { lettersOn } from "./colour.js";
import { Conversation } from "./conversation.js";
import { exchange } from "./exchange.js";
import * as icons from "./icons.js";
import { call, either, web } from "./links.js";
import * as paper from "./paper.js";
import { styles } from "./styles.js";
import { language, say, type Say } from "./words.js";

const SMALL = "(max-width: 30rem), (max-height: 30rem)"; // as in styles.ts: there the panel fills the screen
const FEW = 200; // characters left from which on they are counted
const PAUSE = 400; // milliseconds after which an answer is being written, rather than there at once

export class KetamineGuide extends LitElement {
  static override styles = styles;
  static override properties = {
    server: {},
    name: {},
    color: {},
    greeting: {},
    position: { reflect: true },
    theme: { reflect: true },
    open: { type: Boolean, reflect: true },
    unread: { state: true },
    menu: { state: true },
    asking: { state: true },
    polite: { state: true },
    urgent: { state: true },
    left: { state: true },
    slow: { state: true },
  };

  /** Where the assistant is: the address that the script came from. */
  declare server: string;
  declare name: string;
  declare color: string;
  declare greeting: string;
  declare position: string;
  declare theme: string;
  declare open: boolean;
  private declare unread: number;
  private declare menu: boolean;
  private declare asking: boolean;
  private declare polite: string;
  private declare urgent: string;
  private declare left: number;
  private declare slow: boolean;
  private talk!: Conversation;
  private takeFocus = false;

  constructor() {
    super();
    this.server = location.origin;
    this.name = this.color = this.greeting = this.position = this.theme = this.polite = this.urgent = "";
    this.open = this.menu = this.asking = this.slow = false;
    this.unread = 0;
    this.left = FEW + 1;
  }

  /** Open the panel, and move the focus there. */
  show(): void {
    if (this.open) return;
    this.takeFocus = true;
    this.open = true;
  }

  /** Close the panel, and move the focus back to the launcher. */
  hide(): void {
    if (!this.open) return;
    this.takeFocus = this.matches(":focus-within");
    this.open = this.menu = this.asking = false;
  }

  /** Send a message, as if it had been typed. */
  async ask(text: string, title = text): Promise<void> {
    if (this.talk.stuck) await this.talk.retry();
    if (this.talk.busy || this.talk.stuck || !text.trim()) return;
    if (this.field.value.trim() === text) this.clear();
    const sent = this.talk.send(text.trim(), title);
    this.report("message", { from: "person" });
    const waiting = setTimeout(() => (this.slow = true), PAUSE);
    await sent;
    clearTimeout(waiting);
    this.slow = false;
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, "lang"];
  }

  override attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    super.attributeChangedCallback(name, before, now);
    if (name === "lang") this.requestUpdate(); // every element has one, so it is no property of Lit's
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.talk ??= new Conversation(
      this.server,
      () => this.requestUpdate(),
      (replies) => this.announce(replies),
      (code) => this.report("error", { code }),
    );
    if (this.talk.wasShown) this.open = true;
    window.addEventListener("online", this.online);
    visualViewport?.addEventListener("resize", this.fit);
    visualViewport?.addEventListener("scroll", this.fit);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("online", this.online);
    visualViewport?.removeEventListener("resize", this.fit);
    visualViewport?.removeEventListener("scroll", this.fit);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("color")) this.paint();
    if (changed.has("open") && (this.open || changed.get("open") !== undefined)) this.opened();
    this.keepInView();
  }

  private readonly online = () => {
    if (this.open || this.talk.stuck) void this.talk.retry();
  };

  /** Fill what the keyboard of a phone leaves free. */
  private readonly fit = () => {
    if (!visualViewport || !this.open) return;
    this.style.setProperty("--height", `${visualViewport.height}px`);
    this.style.setProperty("--top", `${visualViewport.offsetTop}px`);
  };

  private paint(): void {
    if (this.color && CSS.supports("color", this.color)) this.style.setProperty("--guide-color", this.color);
    const colour = getComputedStyle(this.launcher).backgroundColor;
    this.style.setProperty("--on-accent", lettersOn(colour));
  }

  private opened(): void {
    const panel = this.panel;
    if (this.open && !panel.open) {
      const before = document.activeElement as HTMLElement | null;
      if (matchMedia(SMALL).matches) panel.showModal();
      else panel.show();
      this.fit();
      this.unread = 0;
      if (!this.takeFocus) {
        // A panel that opens by itself takes nobody's focus.
        (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
        before?.focus();
      } else if (matchMedia("(pointer: coarse)").matches) this.log.focus(); // no keyboard before it is asked for
      else this.field.focus();
      void this.talk.start().then(() => this.talk.remember(this.open));
      this.report("open");
    } else if (!this.open && panel.open) {
      panel.close();
      if (this.takeFocus) this.launcher.focus();
      this.talk.remember(false);
      this.report("close");
    }
    this.takeFocus = false;
  }

  private shownExchanges = 0;

  /** Show what is new from its beginning. */
  private keepInView(): void {
    const { exchanges, busy } = this.talk;
    const state = exchanges.length * 2 + (busy ? 0 : 1);
    if (!this.open || state === this.shownExchanges) return;
    this.shownExchanges = state;
    const last = this.log.querySelectorAll<HTMLElement>(".exchange").item(exchanges.length - 1);
    if (last) this.log.scrollTop = exchanges.length > 1 ? last.offsetTop - this.log.offsetTop - 8 : 0;
  }

  private announce(replies: Reply[]): void {
    if (!this.open) this.unread += replies.length;
    const text = replies.map((reply) => this.spoken(reply)).join("\n");
    const urgent = replies.some((reply) => reply.kind === "triage");
    this.polite = urgent ? "" : text;
    this.urgent = urgent ? text : "";
    for (const { kind, topic } of replies) this.report("message", { from: "guide", kind, topic });
  }

  private spoken(reply: Reply): string {
    const choices = reply.buttons.map((button) => button.title).join(", ");
    return choices ? `${reply.text}\n${this.say("choices", { choices })}` : reply.text;
  }

  // What a person typed is not in an event: the site's own scripts may send events to others.
  private report(type: string, detail: object = {}): void {
    this.dispatchEvent(new CustomEvent(`guide-${type}`, { bubbles: true, composed: true, detail }));
  }

  private get language(): string {
    return language(this.closest<HTMLElement>("[lang]")?.lang ?? "en");
  }

  private get say(): Say {
    return say(this.language);
  }

  private get title_(): string {
    return this.name || this.say("name");
  }

  private get panel(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog")!;
  }

  private get launcher(): HTMLElement {
    return this.renderRoot.querySelector(".launcher")!;
  }

  private get log(): HTMLElement {
    return this.renderRoot.querySelector(".log")!;
  }

  private get field(): HTMLTextAreaElement {
    return this.renderRoot.querySelector("textarea")!;
  }

  private readonly when = (time: Date): string => {
    const today = time.toDateString() === new Date().toDateString();
    return new Intl.DateTimeFormat(this.language, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" }).format(time);
  };

  private readonly press = (button: Button): void => {
    // A disabled button loses the focus: it goes where one types, or to the conversation on a phone.
    (matchMedia("(pointer: coarse)").matches ? this.log : this.field).focus();
    void this.ask(button.payload, button.title);
  };

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (this.menu) this.toggleMenu();
      else this.hide();
    }
  };

  private readonly typed = (event: KeyboardEvent): void => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.field.form!.requestSubmit();
    }
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.ask(this.field.value.trim());
  };

  private readonly count = (): void => {
    this.left = this.talk.site.max_characters - this.field.value.length;
  };

  private clear(): void {
    this.field.value = "";
    this.count();
  }

  private readonly toggleMenu = (): void => {
    this.menu = !this.menu;
    this.asking = false;
    if (!this.menu) this.renderRoot.querySelector<HTMLElement>("[aria-expanded]")!.focus();
  };

  private readonly printConversation = (): void => {
    const parts = paper.conversation(this.talk.exchanges, this.say, this.title_, this.when);
    const title = this.say("printed", { name: this.title_ });
    if (!paper.print(title, this.language, parts)) paper.save(title, parts);
    this.toggleMenu();
  };

  private readonly saveConversation = (): void => {
    const parts = paper.conversation(this.talk.exchanges, this.say, this.title_, this.when);
    paper.save(this.say("printed", { name: this.title_ }), parts);
    this.toggleMenu();
  };

  private readonly printNotes = async (): Promise<void> => {
    const found = await this.talk.notes().catch(() => null);
    if (!found) return this.report("error", { code: "no_summary" });
    if (!paper.print(found.title, "en", paper.notes(found))) paper.save(found.title, paper.notes(found));
  };

  private readonly forget = async (): Promise<void> => {
    this.toggleMenu();
    await this.talk.forget();
    this.field.focus();
  };

  protected override render(): TemplateResult {
    const title = this.title_;
    const count = this.say("unread", { count: this.unread });
    return html`<button
        type="button"
        class="launcher"
        ?hidden=${this.open}
        aria-haspopup="dialog"
        aria-label=${this.say("open", { name: title }) + (this.unread ? `, ${count}` : "")}
        @click=${this.show}
      >
        ${icons.chat}<span>${title}</span>${this.unread ? html`<span class="badge">${this.unread}</span>` : nothing}
      </button>
      <dialog
        aria-labelledby="title"
        aria-describedby="subtitle"
        lang=${this.language}
        @keydown=${this.key}
        @cancel=${(event: Event) => event.preventDefault()}
      >
        ${this.header(title)} ${this.menu ? this.options() : nothing} ${this.help()} ${this.banner()}
        ${this.transcript(title)} ${this.composer()}
        <div class="unseen" aria-live="polite" aria-atomic="true">${this.polite}</div>
        <div class="unseen" aria-live="assertive" aria-atomic="true">${this.urgent}</div>
      </dialog>`;
  }

  private header(title: string): TemplateResult {
    return html`<header>
      <div>
        <h2 id="title">${title}</h2>
        <p id="subtitle">${this.say("subtitle")}</p>
      </div>
      <button type="button" aria-label=${this.say("menu")} aria-expanded=${this.menu} aria-controls="menu" @click=${this.toggleMenu}>
        ${icons.more}
      </button>
      <button type="button" aria-label=${this.say("close")} @click=${this.hide}>${icons.close}</button>
    </header>`;
  }

  private options(): TemplateResult {
    const option = (word: string, act: () => void) =>
      html`<button type="button" @click=${act}>${this.say(word)}</button>`;
    const shown = this.asking
      ? html`<p role="alert">${this.say("forget_ask")}</p>
          ${option("forget_yes", this.forget)}${option("forget_no", this.toggleMenu)}`
      : html`${option("print", this.printConversation)}${option("save", this.saveConversation)}
        ${option("forget", () => (this.asking = true))}`;
    return html`<div class="menu" id="menu">${shown}</div>`;
  }

  private help(): TemplateResult {
    const { help, contact } = this.talk.site;
    const line = (word: string) => {
      const number = help[word as "emergency" | "crisis"];
      return html`<a href=${call(either(number)[0] ?? number)}>${this.say(word, { number })}</a>`;
    };
    const reach = web(contact.url) ?? (contact.phone ? call(contact.phone) : undefined);
    const name = contact.name ?? this.say("contact_name");
    return html`<p class="help" role="group" aria-label=${this.say("help")}>
      ${line("emergency")}${line("crisis")}
      ${reach ? html`<a href=${reach} target=${reach.startsWith("tel:") ? nothing : "_blank"} rel="noopener">${this.say("contact", { name })}</a>` : nothing}
    </p>`;
  }

  private banner(): TemplateResult {
    const { notice, stuck, busy } = this.talk;
    const unbegun = !busy && notice?.word === "unreachable" && !stuck;
    return html`<div class="notice" role="status" ?hidden=${!notice}>
      ${notice ? html`<span>${this.say(notice.word, notice.values)} ${notice.text ?? ""}</span>` : nothing}
      ${unbegun ? html`<button type="button" @click=${() => this.talk.retry()}>${this.say("retry")}</button>` : nothing}
    </div>`;
  }

  private transcript(name: string): TemplateResult {
    const { exchanges, busy, site } = this.talk;
    const shown = exchanges.map((said, index) =>
      exchange(said, {
        say: this.say,
        name,
        site,
        live: index === exchanges.length - 1 && !busy,
        next: exchanges[index + 1]?.text,
        when: this.when,
        press: this.press,
        retry: () => void this.talk.retry(),
        printNotes: this.printNotes,
      }),
    );
    // The log says nothing itself: only what is new is said, once, by the regions after it.
    return html`<div class="log" role="log" aria-live="off" tabindex="0" aria-label=${this.say("transcript")}>
      ${this.greeting ? html`<div class="theirs"><p dir="auto">${this.greeting}</p></div>` : nothing}
      ${shown.map((one) => html`<div class="exchange">${one}</div>`)}
      ${this.slow || (!exchanges.length && !this.talk.notice)
        ? html`<div class="theirs typing"><span class="unseen">${this.say("typing", { name })}</span><i></i><i></i><i></i></div>`
        : nothing}
    </div>`;
  }

  private composer(): TemplateResult {
    const most = this.talk.site.max_characters;
    return html`<form @submit=${this.submit}>
      <div class="field">
        <textarea
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${this.say("input")}
          placeholder=${this.say("placeholder")}
          maxlength=${most}
          @keydown=${this.typed}
          @input=${this.count}
        ></textarea>
        ${this.left <= FEW ? html`<span class="left" role="status">${this.say("left", { count: this.left })}</span>` : nothing}
      </div>
      <button type="submit" class="send" aria-label=${this.say("send")}>${icons.send}</button>
    </form>`;
  }
}
