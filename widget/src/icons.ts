// The few signs, drawn here so that no picture is loaded.
import { svg } from "lit";

const draw = (path: string) => svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const chat = draw("M4 5h16v11H9l-5 4z M8 9h8 M8 12h5");
export const close = draw("M6 6l12 12 M18 6L6 18");
export const more = draw("M4 7h16 M4 12h16 M4 17h16");
export const send = draw("M4 12l16-8-5 16-3-6z M12 14l8-10");
