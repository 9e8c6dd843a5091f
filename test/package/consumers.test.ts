import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../support/root";

const description = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const modules = Object.keys(description.exports)
    .filter((subpath) => !subpath.endsWith(".json"))
    .map((subpath) => `pysocket${subpath.slice(1)}`);

// Run by `npm run test:package`: TypeScript takes seconds.

describe("the package", () => {
    for (const resolution of ["node16", "bundler"]) {
        it(`is found with its types by TypeScript with moduleResolution ${resolution}`, () => {
            const project = mkdtempSync(join(tmpdir(), "consumer-"));
            try {
                mkdirSync(join(project, "node_modules", "@types"), { recursive: true });
                symlinkSync(root, join(project, "node_modules", "pysocket"), "dir");
                const types = join("node_modules", "@types", "node");
                symlinkSync(join(root, types), join(project, types), "dir");
                const lines = modules.map((name, index) => `import * as module${index} from "${name}";`);
                lines.push(`export const all: object[] = [${modules.map((_, index) => `module${index}`)}];`);
                lines.push('import { socket, AF_INET, SOCK_STREAM } from "pysocket";');
                lines.push("export const made: socket = socket(AF_INET, SOCK_STREAM);");
                lines.push("export const other: socket = new socket();");
                lines.push("export const received: Buffer = made.recv(10);");
                lines.push('import * as namespace from "pysocket/threading";');
                lines.push('import threading from "pysocket/threading";');
                lines.push("threading.excepthook = ({ exc_value }) => console.log(exc_value);");
                lines.push("// @ts-expect-error A namespace is read-only.");
                lines.push("namespace.excepthook = threading.excepthook;");
                for (const name of ["common.ts", "module.mts"])
                    writeFileSync(join(project, name), lines.join("\n"));
                const options = {
                    module: resolution === "node16" ? "node16" : "esnext",
                    moduleResolution: resolution,
                    target: "es2022",
                    lib: ["ES2023", "ESNext.Disposable"],
                    types: ["node"],
                    strict: true,
                    // Slow, so once is enough.
                    skipLibCheck: resolution !== "node16",
                    noEmit: true,
                };
                writeFileSync(
                    join(project, "tsconfig.json"),
                    JSON.stringify({ compilerOptions: options, include: ["*.ts", "*.mts"] }),
                );
                const tsc = require.resolve("typescript/bin/tsc");
                const result = spawnSync(process.execPath, [tsc, "-p", project], { encoding: "utf8" });
                assert.equal(result.status, 0, result.stdout);
            } finally {
                rmSync(project, { recursive: true });
            }
        });
    }
});
