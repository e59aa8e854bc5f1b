declare module "*/widget/words.yml" {
  const words: Record<string, string>;
  export default words;
}

declare module "*/numbers.yml" {
  import type { Site } from "./channel.js";
  export const us: Site["help"];
}
