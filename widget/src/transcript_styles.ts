// How the conversation looks.
import { css } from "lit";

export const transcriptStyles = css`
  .log {
    flex: 1;
    min-block-size: 4em;
    margin: 0;
    padding: 1em;
    overflow: hidden auto;
    overscroll-behavior: contain;
    overflow-wrap: anywhere;
  }
  .log:focus-visible {
    outline-offset: -3px;
    box-shadow: none;
  }
  .log p {
    margin: 0;
    white-space: pre-line;
  }
  .mine,
  .theirs {
    inline-size: fit-content;
    max-inline-size: 92%;
    margin-block-end: 0.25em;
    padding: 0.5em 0.875em;
    border-radius: 1em;
  }
  .mine {
    margin-inline-start: auto;
    border-end-end-radius: 0.25em;
    background: var(--accent);
    color: var(--on-accent);
  }
  .theirs {
    border-end-start-radius: 0.25em;
    background: var(--sunken);
  }
  .theirs.triage {
    border-inline-start: 4px solid var(--alarm);
    font-weight: 500;
  }
  .theirs a {
    font-weight: 600;
  }
  .theirs .footer {
    margin-block-start: 0.5em;
    padding-block-start: 0.375em;
    border-block-start: 1px solid var(--line);
    color: var(--soft);
    font-size: 0.875em;
    font-weight: 400;
  }
  time,
  .failed {
    display: block;
    margin-block-end: 0.75em;
    color: var(--soft);
    font-size: 0.75em;
  }
  .mine + time,
  .failed {
    text-align: end;
  }
  .failed {
    color: var(--alarm);
  }
  details {
    margin-block: 0.25em;
    font-size: 0.875em;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 24px;
    line-height: 24px;
    padding-inline: 0.25em;
    color: var(--soft);
    cursor: pointer;
  }
  details ul {
    margin: 0;
    padding-inline-start: 1.5em;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-block: 0.5em;
  }
  .choices button {
    text-align: start;
  }
  .choices button:not(:disabled),
  .helpful button:not(:disabled) {
    background: var(--surface);
  }
  .choices button:disabled,
  .helpful button:disabled {
    border-style: dashed;
    color: var(--soft);
  }
  .choices button.used {
    border-style: solid;
    background: var(--sunken);
  }
  .helpful {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
    margin-block: 0.5em;
    color: var(--soft);
    font-size: 0.875em;
  }
  .typing {
    display: flex;
    gap: 0.25em;
    padding-block: 0.875em;
  }
  .typing i {
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: var(--soft);
  }
  @media (prefers-reduced-motion: no-preference) {
    .typing i {
      animation: breathe 1.2s infinite ease-in-out;
    }
    .typing i:nth-child(2) {
      animation-delay: 0.2s;
    }
    .typing i:nth-child(3) {
      animation-delay: 0.4s;
    }
  }
  @keyframes breathe {
    50% {
      opacity: 0.25;
    }
  }
`;
