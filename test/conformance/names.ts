import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { BaseException } from "pysocket/builtins";
import { root } from "../support/root";
import { inPackage } from "./in-package";
import { facts, type Manifest, ReasonsFor } from "./manifest";

/** What the live Python says of a name. */
interface Description {
    kind: string;
    value?: string;
    argument_errors?: string[];
}

/** Descriptions by module and name; null without a Python to ask. */
export type Live = Record<string, Record<string, Description>> | null;

export interface Row {
    name: string;
    kind: string;
    verdict: "same" | "differs" | "beyond" | "not applicable" | "not here" | "not yet" | "failure";
    /** Why it is not the same, or what fails. */
    reason?: string;
    testedBy?: string;
}

const onWindows = process.platform === "win32";

/** The rows of every name that the module has in CPython or here. */
export function rowsOf(manifest: Manifest, live: Live): Row[] {
    const { module } = manifest;
    const here = load(module);
    const known = facts.names[module] ?? {};
    const now = live?.[module];
    const judge = new Judge(manifest, here, live);
    const names = new Set([...Object.keys(known), ...Object.keys(now ?? {}), ...Object.keys(here)]);
    const rows = [...names]
        .sort()
        .filter((name) => !isMemberOfAbsent(name, manifest))
        .map((name) => judge.row(name, known[name], now?.[name]?.kind));
    const stale = judge.stale().map(
        (name): Row => ({
            name,
            kind: "",
            verdict: "failure",
            reason: "the manifest's reason serves no name",
        }),
    );
    return [...rows, ...stale];
}

function load(module: string): Record<string, unknown> {
    try {
        const exported: object = require(`pysocket/${module.replaceAll(".", "/")}`);
        // A constant that the platform lacks is exported as undefined.
        const names = Object.entries(exported).filter(
            ([name, value]) => name !== "default" && value !== undefined,
        );
        return Object.fromEntries(names);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ERR_PACKAGE_PATH_NOT_EXPORTED") return {};
        throw error;
    }
}

function isMemberOfAbsent(name: string, { names }: Manifest): boolean {
    const [className, member] = name.split(".");
    return member !== undefined && new ReasonsFor(names.notApplicable).get(className) !== undefined;
}

class Judge {
    readonly #module: string;
    readonly #here: Record<string, unknown>;
    readonly #live: Live;
    readonly #notApplicable: ReasonsFor;
    readonly #differs: ReasonsFor;
    readonly #beyond: ReasonsFor;
    readonly #absent: ReasonsFor;
    readonly #notYet: ReasonsFor;

    constructor({ module, names }: Manifest, here: Record<string, unknown>, live: Live) {
        this.#module = module;
        this.#here = here;
        this.#live = live;
        this.#notApplicable = new ReasonsFor(names.notApplicable);
        this.#differs = new ReasonsFor(names.differs);
        const { beyond, windows = [] } = names;
        this.#beyond = new ReasonsFor(
            onWindows ? { ...beyond, "CPython has it on Windows": windows } : beyond,
        );
        this.#absent = new ReasonsFor(names.absent);
        this.#notYet = new ReasonsFor(names.notYet);
    }

    stale(): string[] {
        // The reasons are for what the reference has, which is a CPython of Linux.
        if (onWindows) return [];
        return [this.#notApplicable, this.#differs, this.#beyond].flatMap((reasons) => reasons.unused());
    }

    /** The verdict of one name, of which the reference knows that it is a `known`, and the live Python a `now`. */
    row(name: string, known: string | undefined, now: string | undefined): Row {
        const kind = known ?? now ?? kindOf(this.#here[name]);
        const row = { name, kind, testedBy: testedBy(this.#module, name) };
        const absent = kind === "module" ? "imported for its own use" : this.#notApplicable.get(name);
        if (absent !== undefined) return { ...row, verdict: "not applicable", reason: absent };
        const differs = this.#differs.get(name);
        const beyond = known === undefined ? this.#beyond.get(name) : undefined;
        const isUnknown = known === undefined && now === undefined && beyond === undefined;
        const failure = isUnknown ? "CPython has no such name" : this.#failure(row, differs !== undefined);
        if (failure !== undefined) {
            const notYet = this.#notYet.get(name);
            if (notYet === undefined) return { ...row, verdict: "failure", reason: failure };
            return { ...row, verdict: "not yet", reason: `${failure}: ${notYet}` };
        }
        if (differs !== undefined) return { ...row, verdict: "differs", reason: differs };
        if (known === undefined) return { ...row, verdict: "beyond", reason: beyond };
        return { ...row, verdict: has(this.#here, name) ? "same" : "not here" };
    }

    #failure({ name, kind, testedBy }: Omit<Row, "verdict">, differs: boolean): string | undefined {
        if (!has(this.#here, name)) {
            return this.#isInPython(name) && !(differs && kind === "member") ? "missing" : undefined;
        }
        const difference = differs ? undefined : this.#difference(name, kind);
        if (difference !== undefined) return difference;
        return testedBy === undefined && kind !== "constant" && !inPackage ? "no test uses it" : undefined;
    }

    /** Returns if the CPython of this platform has a name of the facts: the running one is asked, if there is one. */
    #isInPython(name: string): boolean {
        // The build of CPython that the facts are of may have more than the one at hand.
        if (this.#live !== null) return this.#live[this.#module]?.[name] !== undefined;
        // The facts are those of Linux.
        return process.platform === "linux" && !inPackage && this.#absent.get(name) === undefined;
    }

    #difference(name: string, kind: string): string | undefined {
        if (kind === "member") return undefined;
        const value = this.#here[name];
        const ours = kindOf(value);
        // Enumerations and mappings have more than one shape in JavaScript.
        if (ours !== kind && kind !== "enumeration" && kind !== "object")
            return `a ${kind} in CPython, a ${ours} here`;
        const theirs = this.#live?.[this.#module]?.[name];
        if (theirs?.value !== undefined && theirs.value !== String(value === null ? "None" : value))
            return `${theirs.value} in CPython, ${value} here`;
        if (theirs?.argument_errors === undefined) return undefined;
        const errors = argumentErrors(value as (...args: unknown[]) => unknown);
        const at = errors.findIndex((error, index) => error !== theirs.argument_errors?.[index]);
        return at < 0 ? undefined : `"${theirs.argument_errors[at]}" in CPython, "${errors[at]}" here`;
    }
}

function has(module: Record<string, unknown>, name: string): boolean {
    const [first, member] = name.split(".");
    const value = module[first];
    if (member === undefined || value === undefined) return value !== undefined;
    return member in (value as { prototype: object }).prototype || member in (value as object);
}

function kindOf(value: unknown): string {
    if (value === null || ["number", "bigint", "boolean", "string"].includes(typeof value)) return "constant";
    if (typeof value !== "function") return "object";
    // A class's prototype cannot be assigned, nor that of what stands for one.
    if (Object.getOwnPropertyDescriptor(value, "prototype")?.writable !== false) return "function";
    return value === BaseException || value.prototype instanceof BaseException ? "exception" : "class";
}

/** As in cpython.py. */
function argumentErrors(called: (...args: unknown[]) => unknown): string[] {
    return [new Array(40).fill(null), [{ no_such_argument: 1 }]].map((args) => {
        try {
            called(...args);
            return "returned";
        } catch (error) {
            if (!(error instanceof BaseException)) return `JavaScript's ${error}`;
            return `${error.constructor.name}: ${error.message}`;
        }
    });
}

const tests = inPackage ? join(__dirname, "..") : join(root, "test");

/** The sources of tests and probes, without comments; those of types run nothing. */
const sources = readdirSync(tests, { recursive: true, encoding: "utf8" })
    .filter(
        (file) =>
            /\.(c|m)?(ts|js)$/.test(file) &&
            !file.startsWith("types") &&
            !join(tests, file).startsWith(join(tests, "conformance", "names.")),
    )
    .sort()
    .map((file) => ({
        file: relative(tests, join(tests, file)),
        text: readFileSync(join(tests, file), "utf8").replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, ""),
    }));

/** The first file that uses a name, the conformance tests before others. */
function testedBy(module: string, name: string): string | undefined {
    const last = module.split(".").at(-1);
    const [, member] = name.split(".");
    const uses = new RegExp(
        member === undefined ? `\\b${last}\\.${name}\\b|constant\\("${name}"\\)` : `\\.${member}\\b`,
    );
    const path = module === "socket" ? "pysocket(/socket)?" : `pysocket/${module.replaceAll(".", "/")}`;
    const imports = new RegExp(`{([^{}]*)} (?:(?:from |= require\\()"${path}"|= ${last};)`, "g");
    const names = (text: string) =>
        [...text.matchAll(imports)].flatMap(([, list]) => list.match(/\w+/g) ?? []);
    const found = sources.filter(({ text }) =>
        member === undefined
            ? uses.test(text) || names(text).includes(name)
            : uses.test(text) && new RegExp(`\\b${last}\\.|"${path}"`).test(text),
    );
    const files = found.map(({ file }) => file);
    return files.find((file) => file.startsWith("conformance")) ?? files[0];
}
