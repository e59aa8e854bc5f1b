// The first chat page: plain requests to the web channel, text shown as text.
"use strict";

const TOKEN = "ketamine-guide-token";
const NEW_SUMMARY = '/visit{"step":"again"}'; // what only a finished visit summary offers
const log = document.getElementById("log");
const form = document.getElementById("form");
const input = document.getElementById("text");
const status = document.getElementById("status");
const WORDS = {
  busy: "Writing...",
  retry: "That did not get through. Please try again.",
  slow: "Please wait a moment, then try again.",
};

async function call(method, path, body) {
  const headers = {};
  const token = sessionStorage.getItem(TOKEN);
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(`/webhooks/web/${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw Object.assign(new Error(String(answer.status)), {
    status: answer.status,
    said: (await answer.json().catch(() => null))?.error?.message,
  });
  return answer.status === 204 ? null : answer.json();
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  if (text) made.textContent = text;
  return made;
}

function show(node) {
  log.append(node);
  node.scrollIntoView({ block: "nearest" });
}

function showMine(text) {
  const turn = element("div", "turn mine");
  turn.append(element("p", "", text));
  show(turn);
}

function showReply(reply) {
  const turn = element("div", `turn theirs ${reply.kind}`);
  const cut = reply.footer === "none" ? -1 : reply.text.lastIndexOf("\n");
  turn.append(element("p", "", cut < 0 ? reply.text : reply.text.slice(0, cut)));
  if (reply.sources.length) turn.append(element("p", "sources", `Sources: ${reply.sources.join(", ")}`));
  if (cut >= 0) turn.append(element("p", "footer", reply.text.slice(cut + 1)));
  if (reply.buttons.length) {
    const row = element("div", "buttons");
    for (const { title, payload } of reply.buttons) {
      const button = element("button", "", title);
      button.type = "button";
      button.addEventListener("click", () => send(title, payload));
      row.append(button);
    }
    turn.append(row);
  }
  if (reply.buttons.some(({ payload }) => payload === NEW_SUMMARY)) {
    const link = element("a", "print", "Open the page to print");
    link.href = "/summary";
    turn.append(link);
  }
  show(turn);
}

function retire() {
  for (const button of log.querySelectorAll("button")) button.disabled = true;
}

async function open(fresh) {
  log.replaceChildren();
  if (!fresh && sessionStorage.getItem(TOKEN)) {
    try {
      const { turns } = await call("GET", "history");
      for (const turn of turns) {
        retire();
        showMine(turn.text);
        turn.replies.forEach(showReply);
      }
      if (turns.length) return;
    } catch (problem) {
      if (problem.status !== 401) throw problem;
    }
  }
  sessionStorage.removeItem(TOKEN);
  const session = await call("POST", "session");
  sessionStorage.setItem(TOKEN, session.token);
  session.replies.forEach(showReply);
}

async function deliver(text, id, tries = 3) {
  try {
    return await call("POST", "message", { text, id });
  } catch (problem) {
    if (problem.status === 401 && tries > 1) {
      await open(true);
      return deliver(text, id, tries - 1);
    }
    if (problem.status || tries <= 1) throw problem;
    await new Promise((done) => setTimeout(done, 700));
    return deliver(text, id, tries - 1); // the same id: never answered twice
  }
}

async function send(shown, payload = shown) {
  if (form.ariaBusy === "true") return;
  form.ariaBusy = "true";
  status.textContent = WORDS.busy;
  try {
    const { replies } = await deliver(payload, crypto.randomUUID());
    retire();
    showMine(shown);
    replies.forEach(showReply);
    input.value = "";
    status.textContent = "";
  } catch (problem) {
    status.textContent = problem.status === 429 ? WORDS.slow : problem.said || WORDS.retry;
  } finally {
    form.ariaBusy = "false";
    input.focus();
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (input.value.trim()) send(input.value.trim());
});
input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    form.requestSubmit();
  }
});
document.getElementById("forget").addEventListener("click", async () => {
  try {
    await call("DELETE", "conversation");
    await open(true);
    status.textContent = "Deleted.";
  } catch {
    status.textContent = WORDS.retry;
  }
});
open(false).catch(() => { status.textContent = WORDS.retry; });
