// Builds widget.js: one file, with everything in it. `node build.mjs FOLDER` writes elsewhere than dist/.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { parse } from "yaml";

const here = dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? join(here, "dist");

const fromYaml = {
  name: "yaml",
  setup({ onLoad }) {
    onLoad({ filter: /\.yml$/ }, async ({ path }) => ({
      contents: JSON.stringify(parse(await readFile(path, "utf8"))),
      loader: "json",
    }));
  },
};

await mkdir(folder, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: ["src/index.ts"],
  outfile: join(folder, "widget.js"),
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/*! Ketamine Guide widget, Apache-2.0. Contains Lit, BSD-3-Clause: LICENSE-lit.txt */" },
  plugins: [fromYaml],
});
await copyFile(join(here, "node_modules/lit/LICENSE"), join(folder, "LICENSE-lit.txt"));
