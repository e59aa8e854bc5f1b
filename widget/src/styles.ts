// How it looks. A site sets the properties that begin with --guide-; docs/widget.md lists them.
import { css } from "lit";

export const styles = css`
  /* Nothing of the page's is inherited: !important in here is stronger than out there. */
  :host {
    all: initial !important;
    --accent: var(--guide-color, #0b6068);
    --on-accent: #fff;
    --surface: #fff;
    --sunken: #eef3f4;
    --text: #16252c;
    --soft: #465861;
    --line: #75868f;
    --alarm: #8c1d18;
    --scheme: light;
  }
  :host([theme="dark"]) {
    --surface: #131c21;
    --sunken: #1f2b31;
    --text: #eef4f6;
    --soft: #b3c3cb;
    --line: #80939d;
    --alarm: #ffb4ab;
    --scheme: dark;
  }
  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      --surface: #131c21;
      --sunken: #1f2b31;
      --text: #eef4f6;
      --soft: #b3c3cb;
      --line: #80939d;
      --alarm: #ffb4ab;
      --scheme: dark;
    }
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    min-block-size: 2.25em;
    min-inline-size: 2.25em;
    border: 1px solid transparent;
    border-radius: 1.125em;
    padding: 0.25em 0.75em;
    background: none;
    cursor: pointer;
  }
  button:disabled {
    cursor: default;
  }
  a {
    color: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--text);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--surface);
  }
  svg {
    inline-size: 1.5em;
    block-size: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    display: block;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  /* Sizes are in em of what the visitor has set, not of what the page has. */
  .launcher,
  dialog {
    font: 400 medium/1.5 var(--guide-font, system-ui, sans-serif);
    color-scheme: var(--scheme);
    position: fixed;
    inset-inline-start: auto;
    z-index: var(--guide-layer, 2147483000);
    inset-block-end: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-bottom));
    inset-inline-end: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-right));
  }
  :host([position="left"]) :is(.launcher, dialog) {
    left: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-left));
    right: auto;
  }
  :host([position="right"]) :is(.launcher, dialog) {
    left: auto;
    right: calc(var(--guide-offset, 1.25em) + env(safe-area-inset-right));
  }
  .launcher {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-block-size: 3.5em;
    padding: 0 1.25em;
    border: 2px solid var(--on-accent);
    border-radius: 1.75em;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    cursor: pointer;
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.3);
  }
  .badge {
    border-radius: 1em;
    padding: 0 0.5em;
    background: var(--on-accent);
    color: var(--accent);
    font-size: 0.875em;
  }

  dialog {
    display: none;
    flex-direction: column;
    inline-size: min(var(--guide-width, 25em), calc(100vw - 2 * var(--guide-offset, 1.25em)));
    block-size: min(var(--guide-height, 42em), calc(100dvh - 2 * var(--guide-offset, 1.25em)));
    max-inline-size: none;
    max-block-size: none;
    inset-block-start: auto;
    margin: 0;
    padding: 0;
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--guide-radius, 1em);
    background: var(--surface);
    color: var(--text);
    box-shadow: 0 8px 40px rgb(0 0 0 / 0.35);
  }
  dialog[open] {
    display: flex;
  }
  dialog::backdrop {
    background: none;
  }
  @media (max-width: 30em), (max-height: 30em) {
    dialog,
    :host([position]) dialog {
      inset: var(--top, 0) 0 auto;
      inline-size: 100%;
      block-size: var(--height, 100dvh);
      border: 0;
      border-radius: 0;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom)
        env(safe-area-inset-left);
    }
  }

  header {
    display: flex;
    align-items: center;
    gap: 0.25em;
    padding: 0.5em 0.5em 0.5em 1em;
    background: var(--accent);
    color: var(--on-accent);
    overflow-wrap: anywhere;
  }
  header div {
    flex: 1;
    min-inline-size: 0;
  }
  h2,
  header p {
    margin: 0;
    line-height: 1.3;
  }
  h2 {
    font-size: 1.0625em;
  }
  header p {
    font-size: 0.8125em;
  }
  header :focus-visible,
  .launcher:focus-visible {
    outline-color: var(--on-accent);
    box-shadow: 0 0 0 5px var(--accent);
  }
  .launcher:focus-visible {
    outline-color: var(--text);
    outline-offset: 3px;
    box-shadow: 0 0 0 3px var(--surface);
  }
  header button {
    padding: 0.375em;
  }
  .menu {
    display: flex;
    flex-direction: column;
    padding: 0.25em;
    border-block-end: 1px solid var(--line);
    background: var(--sunken);
  }
  .menu button {
    border-radius: 0.5em;
    text-align: start;
  }
  .menu p {
    margin: 0.25em 0.75em;
  }

  .help,
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.875em;
    margin: 0;
    padding: 0.25em calc(1em / 0.8125);
    border-block-end: 1px solid var(--line);
    background: var(--sunken);
    font-size: 0.8125em;
  }
  .help a {
    display: inline-block;
    min-block-size: 24px;
    line-height: 24px;
  }
  .notice {
    align-items: center;
    color: var(--alarm);
  }
  .notice button,
  .choices button,
  .helpful button,
  .failed button {
    border-color: currentColor;
  }

  @media (prefers-reduced-motion: no-preference) {
    dialog[open] {
      animation: rise 0.18s ease-out;
    }
  }
  @keyframes rise {
    from {
      transform: translateY(0.75em);
    }
  }

  form {
    display: flex;
    align-items: end;
    gap: 0.5em;
    margin: 0;
    padding: 0.625em;
    border-block-start: 1px solid var(--line);
  }
  .field {
    flex: 1;
    min-inline-size: 0;
  }
  textarea {
    display: block;
    field-sizing: content;
    inline-size: 100%;
    min-block-size: 2.75em;
    max-block-size: 8em;
    padding: 0.5em 0.75em;
    resize: none;
    border: 1px solid var(--line);
    border-radius: 0.75em;
    background: var(--surface);
  }
  textarea::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  form button {
    min-block-size: 2.75em;
    min-inline-size: 2.75em;
    padding: 0.5em;
    background: var(--accent);
    color: var(--on-accent);
  }
  form button svg {
    margin-inline: auto;
  }
  .left {
    color: var(--soft);
    font-size: 0.75em;
  }
  :host(:dir(rtl)) .send svg {
    transform: scaleX(-1);
  }
`;
