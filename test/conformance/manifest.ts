import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A reason, and the names that it holds for; `*` stands for any characters. */
type Reasons = Record<string, string[]>;

/** `manifest.json` of a folder: what cannot be seen from the module and from its tests. */
export interface Manifest {
    /** The module in Python: "socket". */
    module: string;
    /** CPython's modules of tests that are its list of behaviours: "test_socket". */
    testModules: string[];
    names: {
        /** What has no place here: "io", an import of the module's own. */
        notApplicable?: Reasons;
        /** What cannot be as in CPython; a member that `differs` need not be there. */
        differs?: Reasons;
        /** What CPython has on other platforms, in other versions or builds. */
        beyond?: Reasons;
        /** What cpython.json names although CPython lacks it on Linux: asked for where no Python can be asked. */
        absent?: Reasons;
        /** What CPython has on Windows alone. */
        windows?: string[];
        notYet?: Reasons;
    };
    /** Of tests, by "test_socket.GeneralModuleTests.test_pickle". */
    tests: {
        notApplicable?: Reasons;
        notYet?: Reasons;
    };
}

/** What cpython.py knows of the reference: kinds by name, and names of tests by class. */
export interface Facts {
    version: string;
    names: Record<string, Record<string, string>>;
    tests: Record<string, string[]>;
}

export const facts: Facts = JSON.parse(readFileSync(join(__dirname, "cpython.json"), "utf8"));

export const manifests: Manifest[] = readdirSync(__dirname)
    .map((name) => join(__dirname, name, "manifest.json"))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, "utf8")));

/** The reason that a manifest gives for a name; notes which patterns have served. */
export class ReasonsFor {
    readonly #patterns: { reason: string; pattern: string; expression: RegExp; used: boolean }[];

    constructor(reasons: Reasons = {}) {
        this.#patterns = Object.entries(reasons).flatMap(([reason, patterns]) =>
            patterns.map((pattern) => ({
                reason,
                pattern,
                expression: new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`),
                used: false,
            })),
        );
    }

    get(name: string): string | undefined {
        const found = this.#patterns.filter(({ expression }) => expression.test(name));
        for (const each of found) each.used = true;
        return found[0]?.reason;
    }

    /** Patterns that no name has asked for: they excuse what does not exist. */
    unused(): string[] {
        return this.#patterns.filter(({ used }) => !used).map(({ pattern }) => pattern);
    }
}
