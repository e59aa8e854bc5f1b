// The script that a site includes: it defines the element, and puts one on the page where there is none.
import { KetamineGuide } from "./element.js";

const TAG = "ketamine-guide";
const SET_BY_SCRIPT = ["name", "color", "greeting", "position", "theme", "lang", "open"];
const script = document.currentScript as HTMLScriptElement | null;
const server = script?.src ? new URL(".", script.src).href.replace(/\/$/, "") : location.origin;

function place(): void {
  const found = document.querySelector(TAG);
  const guide = found ?? document.createElement(TAG);
  if (!guide.hasAttribute("server")) guide.setAttribute("server", server);
  for (const option of SET_BY_SCRIPT) {
    const value = script?.dataset[option];
    if (value !== undefined && !guide.hasAttribute(option)) guide.setAttribute(option, value);
  }
  if (!found) document.body.append(guide);
  // When the page has nothing better to do: its own first layout goes before ours.
  (window.requestIdleCallback ?? setTimeout)(() => customElements.get(TAG) ?? customElements.define(TAG, KetamineGuide));
}

if (document.body) place();
else document.addEventListener("DOMContentLoaded", place);
