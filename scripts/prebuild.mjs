// @ts-check

// Builds the addons that the package carries, into prebuilds/: `prebuild.mjs [linux-x64] [linux-arm64] [win32-x64]`, by
// default all. On Linux they need glibc 2.28, as Node itself does, however new the one of this machine is, and no
// libstdc++; on Windows nothing but its own libraries. This is checked.

import {
    copyFileSync,
    cpSync,
    existsSync,
    mkdirSync,
    rmSync,
    statSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { haveDebianPackages } from "./debian.mjs";
import { PREBUILT } from "./prebuilt.mjs";
import { build, require, root, run } from "./run.mjs";

/** The version of glibc that Node's own binaries need. */
const GLIBC = "2.28";
/** Symbols that were in separate libraries before glibc 2.34, and got a new version in libc.so.6. */
const MOVED = {
    "libdl.so.2": ["dladdr", "dlclose", "dlerror", "dlopen", "dlsym"],
    "libpthread.so.0": [
        ...["pthread_create", "pthread_detach", "pthread_join", "pthread_kill", "pthread_once"],
        ...["pthread_getspecific", "pthread_setspecific", "pthread_key_create", "__pthread_key_create"],
        ...["pthread_key_delete", "pthread_mutex_trylock"],
    ],
};

/** The libraries of Windows that the addon may need. */
const OF_WINDOWS = ["iphlpapi.dll", "kernel32.dll", "msvcrt.dll", "ws2_32.dll"];

/**
 * @typedef {object} Target
 * @property {string} triplet of the compiler and its tools
 * @property {string} oldest the version that glibc's first symbols have on this architecture
 */

/** @type {Record<string, Target>} */
const TARGETS = {
    "linux-x64": { triplet: "x86_64-linux-gnu", oldest: "GLIBC_2.2.5" },
    "linux-arm64": { triplet: "aarch64-linux-gnu", oldest: "GLIBC_2.17" },
};

/** The headers of this Node serve every platform and version: Node-API is the same. */
function headers() {
    const prefix = join(dirname(process.execPath), "..");
    return existsSync(join(prefix, "include", "node", "node_api.h")) ? { npm_config_nodedir: prefix } : {};
}

/**
 * Libraries that only name symbols of the old versions, as the linker finds them where glibc is old: every glibc has
 * them. And what an old one lacks.
 *
 * @param {string} folder @param {Target} target
 */
function buildStandIns(folder, { triplet, oldest }) {
    const object = join(folder, "old-glibc.o");
    run(`${triplet}-gcc`, ["-O2", "-fPIC", "-Wall", "-c", join("scripts", "old-glibc.c"), "-o", object]);
    const libraries = Object.entries(MOVED).map(([name, symbols]) => {
        const library = join(folder, name);
        writeFileSync(`${library}.c`, symbols.map((symbol) => `void ${symbol}(void) {}\n`).join(""));
        writeFileSync(
            `${library}.map`,
            `${oldest} { ${symbols.map((symbol) => `${symbol};`).join(" ")} };\n`,
        );
        const options = ["-shared", "-nostdlib", "-fno-builtin", "-w", `-Wl,-soname,${name}`];
        run(`${triplet}-gcc`, [
            ...options,
            `-Wl,--version-script=${library}.map`,
            `${library}.c`,
            "-o",
            library,
        ]);
        return library;
    });
    return [object, "-Wl,--no-as-needed", ...libraries, "-Wl,--as-needed"];
}

/** @param {string} platform @param {Target} target */
function buildForLinux(platform, target) {
    const { triplet } = target;
    // node-gyp empties the folder it builds in, so this is not build/ itself.
    const folder = join(root, "build", "prebuild", platform);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const part of ["native", "binding.gyp", "package.json"])
        cpSync(join(root, part), join(folder, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "dir");
    const standIns = buildStandIns(folder, target);
    const env = {
        ...process.env,
        ...headers(),
        CC: `${triplet}-gcc`,
        CXX: `${triplet}-g++`,
        LINK: `${triplet}-g++`,
        AR: `${triplet}-ar`,
        LDFLAGS: [...standIns, "-static-libstdc++", "-Wl,--exclude-libs,ALL,--gc-sections"].join(" "),
        JOBS: "max",
    };
    const [os, arch] = platform.split("-");
    run(
        process.execPath,
        [
            require.resolve("prebuildify/bin.js"),
            ...["--platform", os, "--arch", arch, "--target", process.versions.node],
            ...["--tag-libc", "glibc", "--strip", "--strip-bin", `${triplet}-strip`],
            ...["--cwd", folder, "--out", root],
            ...["--node-gyp", join(root, "node_modules", ".bin", "node-gyp")],
        ],
        { env, stdio: ["ignore", "ignore", "inherit"] },
    );
    checkLinux(platform, target);
}

/** @param {string} a @param {string} b */
function isNewer(a, b) {
    return a.localeCompare(b, "en", { numeric: true }) > 0;
}

/** @param {string} triplet @param {string[]} args */
function objdump(triplet, ...args) {
    return run(`${triplet}-objdump`, args, { stdio: ["ignore", "pipe", "inherit"] });
}

/** @param {string} platform @param {Target} target */
function checkLinux(platform, { triplet }) {
    const file = join("prebuilds", platform, PREBUILT[platform]);
    const symbols = objdump(triplet, "-T", file);
    const needed = objdump(triplet, "-p", file);
    const libraries = [...needed.matchAll(/NEEDED +(\S+)/g)].map(([, library]) => library);
    const versions = [...symbols.matchAll(/\(?GLIBC_([\d.]+)\)? +(\S+)/g)];
    const newest = versions.map(([, version]) => version).reduce((a, b) => (isNewer(b, a) ? b : a));
    console.log(`${file}: ${kibibytes(file)} KiB, needs glibc ${newest} and ${libraries.join(" ")}`);
    const tooNew = versions.filter(([, version]) => isNewer(version, GLIBC)).map(([text]) => text);
    if (tooNew.length > 0) throw new Error(`newer than glibc ${GLIBC}: ${tooNew.join(", ")}`);
    if (libraries.includes("libstdc++.so.6")) throw new Error("libstdc++ is needed");
}

/** With MinGW-w64: prebuildify would have node-gyp look for Visual Studio. */
function buildForWindows() {
    const file = join("prebuilds", "win32-x64", PREBUILT["win32-x64"]);
    build("windows");
    mkdirSync(join(root, dirname(file)), { recursive: true });
    copyFileSync(join(root, "build", "windows", "Release", "pysocket.node"), join(root, file));
    const imports = objdump("x86_64-w64-mingw32", "-p", file);
    const libraries = [...imports.matchAll(/DLL Name: (\S+)/g)].map(([, library]) => library);
    console.log(`${file}: ${kibibytes(file)} KiB, needs ${libraries.join(" ")}`);
    const others = libraries.filter((library) => !OF_WINDOWS.includes(library.toLowerCase()));
    if (others.length > 0) throw new Error(`not a part of Windows: ${others.join(", ")}`);
}

/** @param {string} file */
function kibibytes(file) {
    return Math.round(statSync(join(root, file)).size / 1024);
}

const wanted = process.argv.slice(2);
for (const platform of wanted.length > 0 ? wanted : Object.keys(PREBUILT)) {
    if (platform === "win32-x64") {
        haveDebianPackages({
            "x86_64-w64-mingw32-g++-posix": "g++-mingw-w64-x86-64",
            cmake: "cmake",
            make: "make",
        });
        buildForWindows();
        continue;
    }
    const target = TARGETS[platform];
    if (target === undefined) throw new Error(`nothing can be prebuilt here for ${platform}`);
    haveDebianPackages({ [`${target.triplet}-g++`]: `g++-${target.triplet.replaceAll("_", "-")}` });
    buildForLinux(platform, target);
}
