// The demo pages: questions that open the chat, and the tag that a site's owner puts together.
"use strict";

const guide = () => document.querySelector("ketamine-guide");

for (const button of document.querySelectorAll("[data-ask]"))
  button.addEventListener("click", () => {
    guide().show();
    if (button.dataset.ask) guide().ask(button.dataset.ask);
  });

const options = document.getElementById("options");
const PLAIN = { color: "#0b6068" }; // what needs no saying

function chosen() {
  const given = [...new FormData(options)].filter(([name, value]) => value && value !== PLAIN[name]);
  return given.map(([name, value]) => [name, name === "open" ? "" : value]);
}

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
}

function show() {
  const set = chosen();
  const written = set.map(([name, value]) => ` data-${name}${value ? `="${escape(value)}"` : ""}`);
  document.getElementById("tag").textContent = `<script src="${location.origin}/widget.js"${written.join("")} defer></script>`;
  for (const { name } of options.elements) {
    const found = set.find(([option]) => option === name);
    if (found) guide()?.setAttribute(name, found[1]);
    else guide()?.removeAttribute(name);
  }
}

if (options) {
  options.addEventListener("input", show);
  document.getElementById("copy").addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById("tag").textContent);
    document.getElementById("copied").textContent = "Copied.";
  });
  addEventListener("load", show);
}
