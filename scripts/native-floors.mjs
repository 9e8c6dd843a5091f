// @ts-check

// The floors of native/: a file includes from its own room and from the floors below, never from above.

import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { root } from "./run.mjs";

/** From the ground up. Rooms on one floor do not include one another. */
const floors = [
    ["sys"],
    ["core"],
    ["tables", "waits"],
    ["socket"],
    ["transfer"],
    ["threading"],
    ["queue", "select", "ssl", "asyncio"],
    ["shared", "futures"],
];

/** Returns a sentence for each include that goes up, each room without a floor and each name given twice. */
export function brokenFloors() {
    const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor])));
    /** @type {string[]} */
    const broken = [];
    /** @type {Map<string, string>} */
    const places = new Map();
    for (const path of readdirSync(join(root, "native"), { recursive: true, encoding: "utf8" })) {
        if (!/\.(cc|h)$/.test(path)) continue;
        const room = dirname(path);
        // It puts all rooms together.
        if (path === "addon.cc") continue;
        const floor = floorOf.get(room);
        if (floor === undefined) broken.push(`native/${path}: its room has no floor`);
        const namesake = places.get(basename(path));
        if (namesake !== undefined) broken.push(`native/${path} is called like native/${namesake}`);
        places.set(basename(path), path);
        const text = readFileSync(join(root, "native", path), "utf8");
        for (const [, included, from] of text.matchAll(/^#include "(?:native\/)?((.*)\/.*|.*)"/gm)) {
            const below = floorOf.get(from);
            if (from === room || (below !== undefined && floor !== undefined && below < floor)) continue;
            broken.push(`native/${path} includes ${included}, which is not below it`);
        }
    }
    return broken;
}
