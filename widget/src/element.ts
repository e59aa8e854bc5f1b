// The custom element: a launcher and a panel. What was said is in conversation.ts.
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Button, Reply } from "./channel.js";
import { lettersOn } from "./colour.js";
import { Conversation } from "./conversation.js";
import { exchange } from "./exchange.js";
import * as icons from "./icons.js";
import * as panel from "./panel.js";
import * as paper from "./paper.js";
import { styles } from "./styles.js";
import { transcriptStyles } from "./transcript_styles.js";
import { language, say, type Say } from "./words.js";

const SMALL = "(max-width: 30rem), (max-height: 30rem)"; // as in styles.ts: there the panel fills the screen
const FEW = 200; // characters left from which on they are counted
const PAUSE = 400; // milliseconds after which an answer is being written, rather than there at once

export class KetamineGuide extends LitElement {
  static override styles = [styles, transcriptStyles];
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
  /** Whether it was ever opened: until then a page has only the launcher to lay out. */
  private used = false;

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
    if (this.field?.value.trim() === text) this.clear();
    const sent = this.talk.send(text.trim(), title);
    this.polite = this.urgent = ""; // the same reply again is new, too
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

  protected override willUpdate(): void {
    this.used ||= this.open;
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
    const { dialog } = this;
    if (this.open && !dialog.open) {
      const before = document.activeElement as HTMLElement | null;
      if (matchMedia(SMALL).matches) dialog.showModal();
      else dialog.show();
      this.fit();
      this.unread = 0;
      if (!this.takeFocus) {
        // A panel that opens by itself takes nobody's focus.
        (this.shadowRoot?.activeElement as HTMLElement | null)?.blur();
        before?.focus();
      } else if (matchMedia("(pointer: coarse)").matches) this.log.focus(); // no keyboard before it is asked for
      else this.field?.focus();
      void this.talk.start().then(() => this.talk.remember(this.open));
      this.report("open");
    } else if (!this.open && dialog.open) {
      dialog.close();
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

  private get dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector("dialog")!;
  }

  private get launcher(): HTMLElement {
    return this.renderRoot.querySelector(".launcher")!;
  }

  private get log(): HTMLElement {
    return this.renderRoot.querySelector(".log")!;
  }

  private get field(): HTMLTextAreaElement | null {
    return this.renderRoot.querySelector("textarea");
  }

  private readonly when = (time: Date): string => {
    const today = time.toDateString() === new Date().toDateString();
    const shown: Intl.DateTimeFormatOptions = today ? {} : { dateStyle: "medium" };
    return new Intl.DateTimeFormat(this.language, { ...shown, timeStyle: "short" }).format(time);
  };

  private readonly press = (button: Button): void => {
    // A disabled button loses the focus: it goes where one types, or to the conversation on a phone.
    (matchMedia("(pointer: coarse)").matches ? this.log : this.field)?.focus();
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
      this.field?.form?.requestSubmit();
    }
  };

  private readonly submit = (event: Event): void => {
    event.preventDefault();
    void this.ask(this.field?.value.trim() ?? "");
  };

  private readonly count = (): void => {
    this.left = this.talk.site.max_characters - (this.field?.value.length ?? 0);
  };

  private clear(): void {
    if (this.field) this.field.value = "";
    this.count();
  }

  private readonly toggleMenu = (): void => {
    this.menu = !this.menu;
    this.asking = false;
    if (!this.menu) this.renderRoot.querySelector<HTMLElement>("[aria-expanded]")!.focus();
  };

  private get printed(): paper.Part[] {
    return paper.conversation(this.talk.exchanges, this.say, this.title_, this.when);
  }

  private get printedTitle(): string {
    return this.say("printed", { name: this.title_ });
  }

  private readonly printConversation = (): void => {
    paper.print(this.printedTitle, this.language, this.printed);
    this.toggleMenu();
  };

  private readonly saveConversation = (): void => {
    paper.save(this.printedTitle, this.printed);
    this.toggleMenu();
  };

  private readonly printNotes = async (): Promise<void> => {
    const found = await this.talk.notes().catch(() => null);
    if (!found) return this.report("error", { code: "no_summary" });
    paper.print(found.title, "en", paper.notes(found));
  };

  private readonly forget = async (): Promise<void> => {
    this.toggleMenu();
    await this.talk.forget();
    this.field?.focus();
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
        ${this.used ? this.inside(title) : nothing}
      </dialog>`;
  }

  private inside(title: string): TemplateResult {
    const { say, talk } = this;
    const { exchanges, busy, notice, site } = talk;
    const retry = () => void talk.retry();
    const words = { say, name: title, site, when: this.when, press: this.press, retry, printNotes: this.printNotes };
    const shown = exchanges.map((said, index) =>
      exchange(said, {
        ...words,
        live: index === exchanges.length - 1 && !busy,
        next: exchanges[index + 1]?.text,
      }),
    );
    const menu = [
      ["print", this.printConversation],
      ["save", this.saveConversation],
      ["forget", () => (this.asking = true)],
    ] as const;
    const sure = [
      ["forget_yes", this.forget],
      ["forget_no", this.toggleMenu],
    ] as const;
    return html`${panel.header(say, title, this.menu, this.toggleMenu, () => this.hide())}
      ${this.menu ? panel.options(say, this.asking ? sure : menu, this.asking ? say("forget_ask") : "") : nothing}
      ${panel.help(say, site)} ${panel.banner(say, notice, talk.stuck || busy ? undefined : retry)}
      ${panel.transcript(say, title, this.greeting, shown, this.slow || (!exchanges.length && !notice))}
      ${panel.composer(say, site.max_characters, this.left <= FEW ? this.left : undefined, {
        submit: this.submit,
        key: this.typed,
        input: this.count,
      })}
      <div class="unseen" aria-live="polite" aria-atomic="true">${this.polite}</div>
      <div class="unseen" aria-live="assertive" aria-atomic="true">${this.urgent}</div>`;
  }
}
