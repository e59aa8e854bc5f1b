// What a browser tab keeps, until it is closed: the token, and what was typed but not yet acknowledged.
import type { Reply, Token } from "./channel.js";

export interface Kept extends Token {
  renew_at: number;
  opening: Reply[];
  shown: boolean;
  pending?: { id: string; text: string; title: string } | undefined;
}

/** Keeps one conversation in sessionStorage, or in memory where a browser forbids that. */
export class Keeper {
  private value: Kept | null = null;

  constructor(private readonly key: string) {
    try {
      this.value = JSON.parse(sessionStorage.getItem(key) ?? "null");
    } catch {
      // Forbidden, or not ours: begin anew.
    }
  }

  get(): Kept | null {
    return this.value;
  }

  set(value: Kept | null): void {
    this.value = value;
    try {
      if (value) sessionStorage.setItem(this.key, JSON.stringify(value));
      else sessionStorage.removeItem(this.key);
    } catch {
      // Forbidden, or full: this page still has it.
    }
  }

  change(values: Partial<Kept>): void {
    if (this.value) this.set({ ...this.value, ...values });
  }
}
