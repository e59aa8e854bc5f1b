// The conversation: what was said, what is on its way, and getting it there exactly once.
import { us } from "../../data/safety/numbers.yml";
import { Channel, Refusal, type Notes, type Reply, type Site, type Token } from "./channel.js";
import { Keeper } from "./kept.js";

/** One message and its replies; the opening has no message. `time` is missing on the opening. */
export interface Exchange {
  text: string;
  replies: Reply[];
  time?: Date;
  state: "done" | "sending" | "failed";
}

/** What stands in a banner: a word of the widget's, or a text of the server's. */
export interface Notice {
  word: string;
  values?: Record<string, string | number>;
  text?: string;
}

const PAUSES = [500, 1000, 2000, 4000, 8000]; // milliseconds between tries: a server restarts in about ten seconds

const NUMBERS: Site["help"] = {
  emergency: us.emergency,
  crisis: us.crisis,
  crisis_chat: us.crisis_chat,
  poison: us.poison,
  domestic: us.domestic,
  directory: us.directory,
};

/** Holds the state; `changed` is called after each change, `arrived` with each new reply. */
export class Conversation {
  exchanges: Exchange[] = [];
  notice: Notice | null = null;
  busy = false;
  /** The server's settings; until they are there, the numbers of the country that most sites are in. */
  site: Site = {
    help: NUMBERS,
    contact: { name: null, phone: null, hours: null, url: null },
    sources: {},
    max_characters: 4000,
  };
  private readonly kept: Keeper;
  private readonly channel: Channel;
  private begun: Promise<void> | null = null;

  constructor(
    server: string,
    private readonly changed: () => void,
    private readonly arrived: (replies: Reply[]) => void,
    private readonly failed: (code: string) => void,
  ) {
    this.channel = new Channel(server);
    this.kept = new Keeper(`ketamine-guide ${server}`);
  }

  /** Whether the panel was open when this tab last left a page. */
  get wasShown(): boolean {
    return this.kept.get()?.shown ?? false;
  }

  remember(shown: boolean): void {
    this.kept.change({ shown });
  }

  /** Go on with the conversation of this tab, or begin one; once, however often it is called. */
  start(): Promise<void> {
    this.begun ??= this.restore().catch((problem) => {
      this.begun = null; // so that it can be tried again
      this.fail(problem);
    });
    return this.begun;
  }

  /** Whether the last message did not get through. */
  get stuck(): boolean {
    return this.exchanges.at(-1)?.state === "failed";
  }

  /** Send a message; `title` is what a pressed button said. Not while another one is busy or stuck. */
  async send(text: string, title = text): Promise<void> {
    if (this.busy || this.stuck) return;
    this.busy = true;
    await this.start();
    const exchange: Exchange = { text: title, replies: [], time: new Date(), state: "sending" };
    this.exchanges.push(exchange);
    if (this.kept.get()) {
      this.kept.change({ pending: { id: newId(), text, title } });
      await this.deliver(exchange);
    } else {
      exchange.state = "failed";
    }
    this.busy = false;
    this.changed();
  }

  /** Try again what did not get through. */
  async retry(): Promise<void> {
    if (this.busy) return;
    this.notice = null;
    const exchange = this.exchanges.at(-1);
    if (exchange?.state !== "failed") {
      await this.start();
    } else if (this.kept.get()?.pending) {
      this.busy = true;
      await this.deliver(exchange);
      this.busy = false;
    } else {
      this.exchanges.pop();
      await this.send(exchange.text);
    }
    this.changed();
  }

  /** Delete the conversation on the server, and begin another. */
  async forget(): Promise<void> {
    const kept = this.kept.get();
    try {
      if (kept) await this.channel.forget(kept.token);
      await this.begin("forgotten");
    } catch (problem) {
      if (ended(problem)) await this.begin("forgotten").catch((another) => this.fail(another));
      else this.fail(problem);
    }
    this.changed();
  }

  /** What was noted for a visit. */
  notes(): Promise<Notes> {
    return this.channel.notes(this.kept.get()?.token ?? "");
  }

  private async restore(): Promise<void> {
    void this.channel.site().then(
      (site) => {
        this.site = site;
        this.changed();
      },
      () => {}, // the numbers are there without it
    );
    const kept = this.kept.get();
    if (!kept) return this.begin();
    try {
      // What was on its way when the page was left: the same id is answered once, whether it arrived or not.
      if (kept.pending) await this.channel.say(kept.token, kept.pending.text, kept.pending.id).catch(unlessFinal);
      const { turns } = await this.channel.history(kept.token);
      const said = turns.map((turn) => ({ ...turn, time: new Date(turn.time), state: "done" as const }));
      this.exchanges = [{ text: "", replies: kept.opening, state: "done" }, ...said];
      this.kept.change({ pending: undefined });
      this.notice = null;
      this.changed();
      await this.renewWhenDue();
    } catch (problem) {
      if (!ended(problem)) throw problem;
      await this.begin("expired");
    }
  }

  private async begin(word?: string): Promise<void> {
    const { replies, ...token } = await this.channel.begin();
    this.kept.set({ ...good(token), opening: replies, shown: this.wasShown });
    this.exchanges = [{ text: "", replies, state: "done" }];
    this.notice = word ? { word } : null;
    this.arrived(replies);
    this.changed();
  }

  private async deliver(exchange: Exchange): Promise<void> {
    exchange.state = "sending";
    this.changed();
    for (let tries = 0; ; tries += 1) {
      const kept = this.kept.get();
      if (!kept?.pending) return;
      try {
        const { replies } = await this.channel.say(kept.token, kept.pending.text, kept.pending.id);
        this.kept.change({ pending: undefined });
        exchange.replies = replies;
        exchange.state = "done";
        this.notice = this.notice?.word === "expired" ? this.notice : null;
        this.arrived(replies);
        void this.renewWhenDue();
        return;
      } catch (problem) {
        if (ended(problem) && tries === 0) {
          await this.begin("expired").catch(() => {});
          this.kept.change({ pending: kept.pending });
          this.exchanges.push(exchange);
          continue;
        }
        const pause = PAUSES[tries];
        if (problem instanceof Refusal || pause === undefined || !navigator.onLine) {
          exchange.state = "failed";
          this.fail(problem);
          return;
        }
        this.notice = { word: "reconnecting" };
        this.changed();
        await new Promise((done) => setTimeout(done, pause));
      }
    }
  }

  private async renewWhenDue(): Promise<void> {
    const kept = this.kept.get();
    if (!kept || Date.now() < kept.renew_at) return;
    await this.channel.renew(kept.token).then((token) => this.kept.change(good(token)), () => {});
  }

  private fail(problem: unknown): void {
    if (problem instanceof Refusal) {
      const wait = problem.status === 429;
      this.notice = wait ? { word: "wait", values: { seconds: problem.seconds } } : { word: "refused", text: problem.message };
      this.failed(problem.code);
    } else {
      this.notice = { word: navigator.onLine ? "unreachable" : "offline" };
      this.failed(navigator.onLine ? "unreachable" : "offline");
    }
    this.changed();
  }
}

/** A token, with the time from which to renew it: half of its life. */
function good(token: Token): Token & { renew_at: number } {
  return { ...token, renew_at: (Date.now() + Date.parse(token.expires_at)) / 2 };
}

/** Whether the token is good no more. */
function ended(problem: unknown): boolean {
  return problem instanceof Refusal && problem.status === 401;
}

/** Pass over the refusal of a message that would be refused again. */
function unlessFinal(problem: unknown): void {
  if (!(problem instanceof Refusal) || problem.status === 401 || problem.status === 429) throw problem;
}

function newId(): string {
  // crypto.randomUUID is missing on pages without TLS.
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
