import type { Suite, Test } from "mocha";
import { skipReason } from "../support/skip";
import { facts, type Manifest, ReasonsFor } from "./manifest";

export type Account = "covered" | "failed" | "skipped here" | "not applicable" | "not yet" | "missing";

export interface Accounted {
    /** "test_socket.GeneralModuleTests.testCrucialConstants" */
    name: string;
    account: Account;
    reason?: string;
}

export interface Accounts {
    tests: Accounted[];
    /** What is wrong with the lists themselves. */
    failures: string[];
}

/** CPython's tests of a module against the tests that ran. */
export function accountsOf(manifest: Manifest, root: Suite): Accounts {
    const declared = declaredTests(root);
    const isOurs = (name: string) => manifest.testModules.some((module) => name.startsWith(`${module}.`));
    const names = Object.entries(facts.tests)
        .filter(([className]) => isOurs(className))
        .flatMap(([className, tests]) => tests.map((test) => `${className}.${test}`));
    const notApplicable = new ReasonsFor(manifest.tests.notApplicable);
    const notYet = new ReasonsFor(manifest.tests.notYet);
    const failures: string[] = [];
    const tests = names.map((name): Accounted => {
        const test = declared.get(name);
        const absent = notApplicable.get(name);
        const later = notYet.get(name);
        if (test !== undefined && absent !== undefined)
            failures.push(`${name} is said not to apply, but there is one`);
        if (test !== undefined) return { name, ...outcome(test, failures) };
        if (absent !== undefined) return { name, account: "not applicable", reason: absent };
        return { name, account: later === undefined ? "missing" : "not yet", reason: later };
    });
    for (const { name } of tests.filter(({ account }) => account === "missing"))
        failures.push(`${name} is missing`);
    for (const pattern of notApplicable.unused())
        failures.push(`the manifest's reason for ${pattern} serves no test`);
    const expected = new Set(names);
    for (const name of declared.keys())
        if (isOurs(name) && !expected.has(name)) failures.push(`CPython has no test ${name}`);
    return { tests, failures };
}

function outcome(test: Test, failures: string[]): Omit<Accounted, "name"> {
    if (test.isPending()) {
        const reason = skipReason(test);
        if (reason === undefined) failures.push(`${test.fullTitle()} was skipped without a reason`);
        return { account: "skipped here", reason };
    }
    if (test.state === undefined) failures.push(`${test.fullTitle()} did not run`);
    return { account: test.state === "failed" ? "failed" : "covered" };
}

/** The tests in suites that are named as classes of CPython's tests. */
function declaredTests(root: Suite): Map<string, Test> {
    const result = new Map<string, Test>();
    const visit = (suite: Suite) => {
        if (/^test_\w+\.\w+/.test(suite.title))
            for (const test of suite.tests) result.set(`${suite.title}.${test.title}`, test);
        suite.suites.forEach(visit);
    };
    visit(root);
    return result;
}
