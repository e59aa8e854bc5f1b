// The visit summary of this tab's conversation, laid out for one sheet of paper. Nothing is kept here.
"use strict";

const token = sessionStorage.getItem("ketamine-guide-token");
const page = document.getElementById("page");

function add(parent, tag, text) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  parent.append(made);
  return made;
}

async function load() {
  const answer = await fetch("/webhooks/web/summary", { headers: { Authorization: `Bearer ${token}` } });
  const found = await answer.json();
  page.replaceChildren();
  if (!answer.ok) {
    add(page, "p", found.error.message);
    return;
  }
  add(page, "h1", found.title);
  for (const { title, lines } of found.parts) {
    add(page, "h2", title);
    const list = add(page, lines.length > 1 ? "ul" : "div");
    for (const line of lines) add(list, lines.length > 1 ? "li" : "p", line);
  }
  add(page, "p", found.closing).className = "note";
  add(page, "p", found.made).className = "note";
}

document.getElementById("print").addEventListener("click", () => window.print());
load().catch(() => { page.textContent = "That did not get through. Please try again."; });
