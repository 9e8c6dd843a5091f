import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as socket from "pysocket";
import { skip } from "../../support/skip";
import { addCleanup, cleanUp, closing, HOST, HOSTv6, LOOPBACK_TIMEOUT, lacks, lacksIPv6 } from "../support";

// What the mixins of tests for sendmsg() and recvmsg() run on: a client that sends, and a server that receives.

/** What CPython's classes whose names end in TestBase make of the mixins. */
export interface Fixture {
    /** Why this machine lacks it; null if it does not. */
    lacks(): string | null;
    connect(): { cli_sock: socket.socket; serv_sock: socket.socket };
    /** Whether each message has its destination with it. */
    connectionless: boolean;
    /** Bits of `msg_flags` for a record that is whole, and for one that is not. */
    eorFlags: number;
    nonEorFlags: number;
}

export type Message = ReturnType<socket.socket["recvmsg"]>;

export interface FlagRequirements {
    /** Whether the record is whole; undefined is not looked at. */
    eor?: boolean;
    set?: number;
    unset?: number;
    ignore?: number;
}

/** One test's sockets. */
export class MessageTest {
    readonly fixture: Fixture;
    cli_sock!: socket.socket;
    serv_sock!: socket.socket;
    /** Whether `doRecvmsg()` is by way of `recvmsg_into()`. */
    readonly #into: boolean;
    #servAddress: socket.ReturnedAddress = null;

    constructor(fixture: Fixture, into: boolean) {
        this.fixture = fixture;
        this.#into = into;
    }

    setUp(): void {
        Object.assign(this, this.fixture.connect());
        this.serv_sock.settimeout(LOOPBACK_TIMEOUT);
        if (this.fixture.connectionless) this.#servAddress = this.serv_sock.getsockname();
    }

    sendToServer(data: Buffer): void {
        if (this.fixture.connectionless) this.cli_sock.sendto(data, this.#servAddress as socket.Address);
        else this.cli_sock.send(data);
    }

    /** `sendmsg()`, to the server also where the arguments say nothing of an address. */
    sendmsgToServer(...args: unknown[]): number {
        const defaults = this.fixture.connectionless ? [[], [], 0, this.#servAddress] : [];
        return Reflect.apply(this.cli_sock.sendmsg, this.cli_sock, [...args, ...defaults.slice(args.length)]);
    }

    doRecvmsg(size: number, ...rest: [ancbufsize?: number, flags?: number]): Message {
        if (!this.#into) return this.serv_sock.recvmsg(size, ...rest);
        const buffer = Buffer.alloc(size);
        const [nbytes, ...others] = this.serv_sock.recvmsg_into([buffer], ...rest);
        assert.ok(nbytes >= 0 && nbytes <= size);
        return [buffer.subarray(0, nbytes), ...others];
    }

    /** A socket that is connected says no address, or any. */
    checkRecvmsgAddress(address: socket.ReturnedAddress): void {
        if (!this.fixture.connectionless) return;
        const ports = (each: socket.ReturnedAddress) => (each as unknown[]).slice(0, 2);
        assert.deepEqual(ports(address), ports(this.cli_sock.getsockname()));
    }

    checkFlags(flags: number, { eor, set = 0, unset = 0, ignore = 0 }: FlagRequirements): void {
        const { eorFlags, nonEorFlags } = this.fixture;
        const usuallySet = eor === undefined ? 0 : eor ? eorFlags : nonEorFlags;
        const neverSet = eor === undefined ? 0 : eor ? nonEorFlags : eorFlags;
        const usuallyUnset = socket.MSG_CTRUNC | socket.MSG_OOB | neverSet;
        const mustSet = set | (usuallySet & ~unset);
        const mustUnset = unset | (usuallyUnset & ~set);
        const looked = (mustSet | mustUnset) & ~ignore;
        assert.equal(mustSet & mustUnset & ~ignore, 0);
        assert.equal(flags & looked, mustSet & looked);
    }

    /** Checks a message that has that data, and no ancillary data. */
    checkMessage([data, ancdata, flags, address]: Message, expected: Buffer, about: FlagRequirements): void {
        assert.deepEqual(data, expected);
        this.checkRecvmsgAddress(address);
        assert.deepEqual(ancdata, []);
        this.checkFlags(flags, about);
    }
}

/** Why no test that needs them can run; null where they can. */
export function lacksMessages(): string | null {
    return "recvmsg" in socket.socket.prototype ? null : "the platform has no sendmsg() and no recvmsg()";
}

/** The suite of one of CPython's classes: the mixins' tests, with new sockets for each. */
export function messageSuite(
    name: string,
    fixture: Fixture,
    mixins: ((t: MessageTest) => void)[],
    { into = false } = {},
): void {
    describe(`test_socket.${name}`, () => {
        const t = new MessageTest(fixture, into);

        before(function () {
            const reason = lacksMessages() ?? fixture.lacks();
            if (reason !== null) skip(this, reason);
        });

        beforeEach(() => t.setUp());
        afterEach(cleanUp);

        for (const mixin of mixins) mixin(t);
    });
}

function datagrams(family: number, host: string, protocol: number, missing: () => string | null): Fixture {
    return {
        lacks: missing,
        connect: () => {
            const [cli_sock, serv_sock] = [0, 1].map(() => {
                const s = closing(socket.socket(family, socket.SOCK_DGRAM, protocol));
                s.bind([host, 0]);
                return s;
            });
            return { cli_sock, serv_sock };
        },
        connectionless: true,
        eorFlags: 0,
        nonEorFlags: socket.MSG_TRUNC,
    };
}

const UDPLITE = socket.IPPROTO_UDPLITE ?? 136;
const lacksUDPLITE = () => lacks("UDP-Lite", socket.AF_INET, socket.SOCK_DGRAM, UDPLITE);

export const udp = datagrams(socket.AF_INET, HOST, 0, () => null);
export const udp6 = datagrams(socket.AF_INET6, HOSTv6, 0, lacksIPv6);
export const udplite = datagrams(socket.AF_INET, HOST, UDPLITE, lacksUDPLITE);
export const udplite6 = datagrams(socket.AF_INET6, HOSTv6, UDPLITE, () => lacksIPv6() ?? lacksUDPLITE());

function streams(
    family: number,
    addressOf: () => socket.Address,
    protocol: number,
    missing: () => string | null,
    eorFlags: number,
): Fixture {
    return {
        lacks: missing,
        connect: () => {
            const listener = closing(socket.socket(family, socket.SOCK_STREAM, protocol));
            listener.bind(addressOf());
            listener.listen();
            const cli_sock = closing(socket.socket(family, socket.SOCK_STREAM, protocol));
            cli_sock.connect(listener.getsockname() as socket.Address);
            return { cli_sock, serv_sock: closing(listener.accept()[0]) };
        },
        connectionless: false,
        eorFlags,
        nonEorFlags: 0,
    };
}

const SCTP = socket.IPPROTO_SCTP ?? 132;
const lacksSCTP = () => lacks("SCTP", socket.AF_INET, socket.SOCK_STREAM, SCTP);

export const tcp = streams(
    socket.AF_INET,
    () => [HOST, 0],
    0,
    () => null,
    0,
);
export const sctp = streams(socket.AF_INET, () => [HOST, 0], SCTP, lacksSCTP, socket.MSG_EOR);
export const unix = streams(socket.AF_UNIX, unixPath, 0, () => null, 0);

function unixPath(): string {
    const directory = mkdtempSync(join(tmpdir(), "conformance-"));
    addCleanup(() => rmSync(directory, { recursive: true }));
    return join(directory, "sock");
}
