import { Kind, native } from "../native/addon";
import {
    type Description,
    defineDescribed,
    defineShared,
    type Shared,
    share,
    type WireHandle,
} from "../transfer/structured";
import { knownThread, own, remember } from "./known-threads";
import { isStarted, State, setState, stateKey, type ThreadObject } from "./thread-state";

/** Describes a thread's object to another thread, which may be its own. */
export function describeThread(thread: ThreadObject, name: string): Description {
    const { id, daemon, target, args, kwargs } = thread[stateKey];
    const started = isStarted(thread[stateKey]);
    const content: Content = { reference: new Reference(id), name, daemon, started };
    const rest: Rest | undefined = started
        ? undefined
        : { target, args, kwargs, excepthook: excepthook.get() };
    return { kind: "threading:thread", content, rest };
}

/** A thread as a value for another thread. */
interface Content {
    reference: Reference;
    name: string;
    daemon: boolean;
    started: boolean;
}

/** The part of a thread's state that it needs until it is started. */
interface Rest extends Pick<State, "target" | "args" | "kwargs"> {
    /** The program's `excepthook`; undefined for the module's own. */
    excepthook: unknown;
}

let excepthook = { get: (): unknown => undefined, set: (_hook: unknown): void => {} };

/** Says how a thread that is started gets the `excepthook` of the thread that starts it. */
export function defineExcepthook(accessors: typeof excepthook): void {
    excepthook = accessors;
}

/** Keeps the thread's record alive while a reference to it is in transit. */
class Reference implements Shared {
    constructor(readonly id: number) {}

    [share](): WireHandle {
        return { kind: "threading:thread", numbers: [this.id] };
    }
}

defineShared("threading:thread", {
    of: Kind.Thread,
    isApart: true,
    retain: ([id]) => native.thread_retain(id),
    drop: ([id]) => native.thread_release(id),
    revive: ([id]) => new Reference(id),
});

defineDescribed("threading:thread", {
    make: (content, prototype) => receive(content as Content, prototype),
    complete(thread, rest) {
        if (rest === undefined) return;
        const { excepthook: hook, ...state } = rest as Rest;
        Object.assign((thread as ThreadObject)[stateKey], state);
        if ((thread as ThreadObject)[stateKey].id === native.thread_current()) excepthook.set(hook);
    },
});

/** The object for a thread that another one has passed: the one that is here, or a new one. */
function receive(content: Content, prototype: object): { object: ThreadObject; isNew: boolean } {
    const { reference, name, daemon, started } = content;
    const { id } = reference;
    const found = knownThread(id) ?? (native.tracked(Kind.Thread, id) as ThreadObject | undefined);
    const isCurrent = id === native.thread_current();
    const thread = found ?? (Object.create(prototype) as ThreadObject);
    if (found === undefined) setState(thread, new State(id, name, daemon, started || isCurrent));
    if (thread[stateKey].started && native.thread_alive(id) === 1) remember(id, thread);
    const state = thread[stateKey];
    // The reference that came with it is given back, or becomes the object's own. The worker that runs the thread needs
    // none.
    if (state.owner || isCurrent) native.thread_release(id);
    else own(thread);
    return { object: thread, isNew: found === undefined };
}
