// The web channel, as the contract describes it.

export interface Button {
  title: string;
  payload: string;
}

export interface Reply {
  text: string;
  kind: string;
  topic: string | null;
  class: string | null;
  sources: string[];
  footer: string;
  buttons: Button[];
}

export interface Turn {
  text: string;
  replies: Reply[];
  time: string;
}

export interface Token {
  token: string;
  expires_at: string;
}

export interface Site {
  help: Record<"emergency" | "crisis" | "crisis_chat" | "poison" | "domestic" | "directory", string>;
  contact: { name: string | null; phone: string | null; hours: string | null; url: string | null };
  sources: Record<string, string>;
  max_characters: number;
}

export interface Notes {
  title: string;
  parts: { title: string; lines: string[] }[];
  closing: string;
  made: string;
}

const PATIENCE = 15_000; // milliseconds; the server answers or gives up within ten seconds

/** The server's own word that it will not do it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly seconds: number,
  ) {
    super(message);
  }
}

/** Calls a server; every call raises a Refusal for an answer below 500 that is an error, and another Error for no answer. */
export class Channel {
  constructor(private readonly server: string) {}

  site(): Promise<Site> {
    return this.call("GET", "site");
  }

  begin(): Promise<Token & { replies: Reply[] }> {
    return this.call("POST", "session");
  }

  renew(token: string): Promise<Token> {
    return this.call("POST", "renew", token);
  }

  say(token: string, text: string, id: string): Promise<{ replies: Reply[] }> {
    return this.call("POST", "message", token, { text, id });
  }

  history(token: string): Promise<{ turns: Turn[] }> {
    return this.call("GET", "history", token);
  }

  notes(token: string): Promise<Notes> {
    return this.call("GET", "summary", token);
  }

  forget(token: string): Promise<void> {
    return this.call("DELETE", "conversation", token);
  }

  private async call<T>(method: string, path: string, token?: string, body?: object): Promise<T> {
    const headers: Record<string, string> = {};
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    const answer = await fetch(`${this.server}/webhooks/web/${path}`, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.ok) return answer.status === 204 ? (undefined as T) : answer.json();
    if (answer.status >= 500) throw new Error(`status ${answer.status}`);
    const { error } = await answer.json().catch(() => ({ error: {} }));
    const seconds = Number(answer.headers.get("Retry-After")) || 0;
    throw new Refusal(answer.status, error?.code ?? "", error?.message ?? "", seconds);
  }
}
