import { type Description, defineDescribed } from "../transfer/structured";
import type { BaseServer } from "./base-server";
import { type ServerState, setState, stateKey } from "./state";

/** Describes a server to another thread; its fields and classes cross like those of any object. */
export function describeServer(server: BaseServer): Description {
    return { kind: "socketserver:server", content: { ...server[stateKey] } };
}

defineDescribed("socketserver:server", {
    make(content, prototype) {
        const server = Object.create(prototype);
        setState(server, content as ServerState);
        return { object: server, isNew: true };
    },
});
