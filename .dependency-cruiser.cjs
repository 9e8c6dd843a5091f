// The floors of lib/: a file imports from its own floor's room and from floors below, never from above.
// Doors, which are the public modules at the root of lib/, import rooms; no room imports a door.

/** From the ground up. Rooms on one floor do not import one another. */
const floors = [
    ["native"],
    ["python"],
    ["runtime"],
    ["capture"],
    ["transfer"],
    ["errno"],
    ["struct", "signal", "os", "io", "time"],
    ["threading", "queue", "socket", "sys"],
    ["select", "shared", "concurrent"],
    ["selectors"],
    ["socketserver", "ssl", "asyncio"],
];

/** Inside lib/socket, which is the largest: its own floors. */
const socketFloors = [["host"], ["addresses"], ["names", "messages"]];

const inRooms = (rooms, base = "lib") => `^${base}/(${rooms.join("|")})/`;

const floorRules = (all, base, name) =>
    all.flatMap((rooms, index) => {
        const above = all.slice(index + 1).flat();
        const rules = rooms.map((room) => {
            const others = [...above, ...rooms.filter((other) => other !== room)];
            return {
                name: `${name}-${room}`,
                comment: `${base}/${room} knows only what is below it`,
                severity: "error",
                from: { path: inRooms([room], base) },
                to: { path: inRooms(others, base) },
            };
        });
        return rules.filter(({ to }) => !to.path.includes("()"));
    });

const DOOR = "^lib/([^/]+|concurrent/futures)[.]m?ts$";

module.exports = {
    forbidden: [
        {
            name: "no-circles",
            comment: "Of code; a circle of types alone stays inside one room, since the floors count types.",
            severity: "error",
            // They export themselves as their default, so that an ES module can set `threading.excepthook`.
            from: { pathNot: "^lib/(threading/threading|sys/sys)[.]ts$" },
            to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
        },
        ...floorRules(floors, "lib", "floor"),
        ...floorRules(socketFloors, "lib/socket", "socket-floor"),
        {
            name: "rooms-through-no-door",
            comment:
                "What a room needs it imports from the room that has it. Only worker/ loads public modules.",
            severity: "error",
            from: { path: "^lib/[^/]+/", pathNot: [DOOR, "^lib/worker/"] },
            to: { path: DOOR },
        },
        {
            name: "worker-is-an-entry",
            comment: "worker/ is started by its path, never imported",
            severity: "error",
            from: { pathNot: "^lib/worker/" },
            to: { path: "^lib/worker/" },
        },
        {
            name: "room-without-a-floor",
            comment: "A new room gets its place in `floors`",
            severity: "error",
            from: { path: "^lib/[^/]+/", pathNot: [inRooms([...floors.flat(), "worker"])] },
            to: {},
        },
        {
            name: "addon-only-by-native",
            severity: "error",
            from: { path: "^lib/", pathNot: "^lib/native/" },
            to: { path: "node-gyp-build|[.]node$" },
        },
        { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^tsx" } },
        {
            name: "orphan",
            severity: "error",
            from: { orphan: true, path: "^lib/[^/]+/", pathNot: ["^lib/worker/", "load-hook", DOOR] },
            to: {},
        },
    ],
    options: {
        doNotFollow: { path: "node_modules" },
        tsConfig: { fileName: "tsconfig.json" },
        // Types count: what a room is described by, it knows.
        tsPreCompilationDeps: true,
        enhancedResolveOptions: { extensions: [".ts", ".mts", ".js", ".d.ts"] },
    },
};
