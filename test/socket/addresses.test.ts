import assert from "node:assert/strict";
import * as socket from "pysocket";
import { native } from "#lib/native/addon";
import { type Address, placeAddress, readAddress } from "#lib/socket/addresses/address";
import { hyperv } from "#lib/socket/addresses/hyperv";
import { skip } from "../support/skip";

/** The address as the system has it, by way of the block and without a socket. */
function encoded(family: number, address: Address, protocol = 0): Buffer {
    placeAddress(family, address, "bind", protocol, 0);
    const view = Buffer.alloc(128);
    return view.subarray(0, native.address_encode(view));
}

function decoded(bytes: Buffer, protocol = 0): unknown {
    assert.equal(native.address_decode(bytes, bytes.length, protocol), 0);
    return readAddress();
}

/** Numbers in the order of the machine: `[value, size in bytes]`, or bytes as they are. */
function packed(...parts: (readonly [number | bigint, 1 | 2 | 4 | 8] | string)[]): Buffer {
    const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
    return Buffer.concat(
        parts.map((part) => {
            if (typeof part === "string") return Buffer.from(part, "latin1");
            const bytes = Buffer.alloc(8);
            bytes.writeBigUInt64LE(BigInt(part[0]));
            const number = bytes.subarray(0, part[1]);
            return little ? number : number.reverse();
        }),
    );
}

interface Case {
    name: string;
    family: number | undefined;
    protocol?: number;
    address: Address;
    bytes: Buffer;
    /** What is read, where it is not what was given. */
    read?: unknown;
}

const {
    AF_NETLINK = 0,
    AF_VSOCK = 0,
    AF_QIPCRTR = 0,
    AF_CAN = 0,
    AF_TIPC = 0,
    AF_ALG = 0,
    AF_BLUETOOTH = 0,
    TIPC_ADDR_NAME = 0,
    TIPC_ADDR_NAMESEQ = 0,
    TIPC_ADDR_ID = 0,
} = socket;
const zeros = (count: number) => "\0".repeat(count);
const DEVICE = "\x66\x55\x44\x33\x22\x11";
const big = 2n ** 64n - 2n;

const cases: Case[] = [
    {
        name: "AF_NETLINK",
        family: socket.AF_NETLINK,
        address: [4294967295, 5],
        bytes: packed([AF_NETLINK, 2], [0, 2], [4294967295, 4], [5, 4]),
    },
    {
        name: "AF_VSOCK",
        family: socket.AF_VSOCK,
        address: [2, 4294967295],
        bytes: packed([AF_VSOCK, 2], [0, 2], [4294967295, 4], [2, 4], zeros(4)),
    },
    {
        name: "AF_QIPCRTR",
        family: socket.AF_QIPCRTR,
        address: [7, 8],
        bytes: packed([AF_QIPCRTR, 2], [0, 2], [7, 4], [8, 4]),
    },
    {
        name: "AF_CAN, CAN_RAW",
        family: socket.AF_CAN,
        protocol: socket.CAN_RAW,
        address: [""],
        bytes: packed([AF_CAN, 2], [0, 2], [0, 4], zeros(16)),
    },
    {
        name: "AF_CAN, CAN_ISOTP",
        family: socket.AF_CAN,
        protocol: socket.CAN_ISOTP,
        address: ["", 0x12345678, 0x80000001],
        bytes: packed([AF_CAN, 2], [0, 2], [0, 4], [0x12345678, 4], [0x80000001, 4], zeros(8)),
    },
    {
        name: "AF_CAN, CAN_J1939",
        family: socket.AF_CAN,
        protocol: socket.CAN_J1939,
        address: ["", big, 0x40000, 0x1ff],
        bytes: packed([AF_CAN, 2], [0, 2], [0, 4], [big, 8], [0x40000, 4], [0xff, 1], zeros(3)),
        read: ["", big, 0x40000, 0xff],
    },
    {
        name: "AF_ALG",
        family: socket.AF_ALG,
        address: ["hash", "sha1", 1, 2],
        bytes: packed([AF_ALG, 2], `hash${zeros(10)}`, [1, 4], [2, 4], `sha1${zeros(60)}`),
    },
    {
        name: "AF_TIPC, a range of names",
        family: socket.AF_TIPC,
        address: [TIPC_ADDR_NAMESEQ, 1, 2, 3],
        bytes: packed([AF_TIPC, 2], [TIPC_ADDR_NAMESEQ, 1], [2, 1], [1, 4], [2, 4], [3, 4]),
        read: [TIPC_ADDR_NAMESEQ, 1, 2, 3, 2],
    },
    {
        name: "AF_TIPC, a name",
        family: socket.AF_TIPC,
        address: [TIPC_ADDR_NAME, 1, 2, 0, 3],
        bytes: packed([AF_TIPC, 2], [TIPC_ADDR_NAME, 1], [3, 1], [1, 4], [2, 4], zeros(4)),
        read: [TIPC_ADDR_NAME, 1, 2, 2, 3],
    },
    {
        name: "AF_TIPC, an identity",
        family: socket.AF_TIPC,
        address: [TIPC_ADDR_ID, 1, 2, 0, 1],
        bytes: packed([AF_TIPC, 2], [TIPC_ADDR_ID, 1], [1, 1], [2, 4], [1, 4], zeros(4)),
    },
    {
        name: "AF_BLUETOOTH, BTPROTO_L2CAP",
        family: socket.AF_BLUETOOTH,
        protocol: socket.BTPROTO_L2CAP,
        address: ["11:22:33:44:55:66", 0x1001, 4, 1],
        bytes: packed([AF_BLUETOOTH, 2], [0x1001, 2], DEVICE, [4, 2], [1, 1], zeros(1)),
    },
    {
        name: "AF_BLUETOOTH, BTPROTO_L2CAP, psm alone",
        family: socket.AF_BLUETOOTH,
        protocol: socket.BTPROTO_L2CAP,
        address: ["11:22:33:44:55:66", 1],
        bytes: packed([AF_BLUETOOTH, 2], [1, 2], DEVICE, zeros(4)),
    },
    {
        name: "AF_BLUETOOTH, BTPROTO_RFCOMM",
        family: socket.AF_BLUETOOTH,
        protocol: socket.BTPROTO_RFCOMM,
        address: ["11:22:33:44:55:66", 30],
        bytes: packed([AF_BLUETOOTH, 2], DEVICE, [30, 1], zeros(1)),
    },
    {
        name: "AF_BLUETOOTH, BTPROTO_HCI, a number",
        family: socket.AF_BLUETOOTH,
        protocol: socket.BTPROTO_HCI,
        address: 3,
        bytes: packed([AF_BLUETOOTH, 2], [3, 2], [0, 2]),
    },
    {
        name: "AF_BLUETOOTH, BTPROTO_HCI, a channel",
        family: socket.AF_BLUETOOTH,
        protocol: socket.BTPROTO_HCI,
        address: [3, 1],
        bytes: packed([AF_BLUETOOTH, 2], [3, 2], [1, 2]),
    },
    {
        name: "AF_BLUETOOTH, BTPROTO_SCO",
        family: socket.AF_BLUETOOTH,
        protocol: socket.BTPROTO_SCO,
        address: Buffer.from("11:22:33:44:55:66"),
        bytes: packed([AF_BLUETOOTH, 2], DEVICE),
        read: "11:22:33:44:55:66",
    },
];

describe("an address, as the system has it", () => {
    for (const { name, family, protocol, address, bytes, read = address } of cases) {
        it(name, function () {
            if (family === undefined) skip(this, "the platform lacks the family");
            const code = encoded(family as number, address, protocol);
            assert.equal(code.toString("hex"), bytes.toString("hex"));
            assert.deepEqual(decoded(code, protocol), read);
            // What the system left out reads as zero, which is no type that AF_TIPC has.
            for (let length = family === socket.AF_TIPC ? 4 : 2; length < bytes.length; length++)
                assert.doesNotThrow(() => decoded(code.subarray(0, length), protocol));
        });
    }

    it("AF_PACKET, with a hardware address as long as they are", function () {
        if (socket.AF_PACKET === undefined) skip(this, "the platform lacks the family");
        const start = packed([socket.AF_PACKET as number, 2], "\x08\x00", [0, 4], [772, 2], [4, 1], [20, 1]);
        const hardware = Buffer.from("0123456789abcdefghij");
        assert.deepEqual(decoded(Buffer.concat([start, hardware])), ["", 2048, 4, 772, hardware]);
        assert.deepEqual(decoded(start), ["", 2048, 4, 772, Buffer.alloc(0)]);
    });

    it("AF_TIPC of an unknown type is a ValueError", function () {
        if (socket.AF_TIPC === undefined) skip(this, "the platform lacks the family");
        const bytes = packed([AF_TIPC, 2], [9, 1], [2, 1], zeros(12));
        assert.throws(() => decoded(bytes), { name: "ValueError", message: "Invalid address type" });
    });

    it("AF_HYPERV, whose identifiers are GUIDs", () => {
        const machine = "00112233-4455-6677-8899-AABBCCDDEEFF";
        const service = "e0e16197-dd56-4a10-9195-5ee7a155a838";
        const protocol = socket.HV_PROTOCOL_RAW as unknown as number;
        hyperv.place([machine, service], "bind", protocol, 0);
        assert.equal(
            Buffer.from(native.bytes.subarray(16, 32)).toString("hex"),
            "33221100554477668899aabbccddeeff",
        );
        assert.deepEqual(hyperv.read(native.words, native.bytes), [machine.toLowerCase(), service]);
        for (const [address, name, message] of [
            [["x", service], "ValueError", "bind(): AF_HYPERV address vm_id is not a valid UUID string"],
            [[machine, ""], "ValueError", "bind(): AF_HYPERV address service_id is not a valid UUID string"],
            [[machine], "TypeError", "AF_HYPERV address must be a str tuple (vm_id, service_id)"],
            [[machine, 1], "TypeError", "AF_HYPERV address must be a str tuple (vm_id, service_id)"],
            [machine, "TypeError", "bind(): AF_HYPERV address must be tuple, not str"],
        ] as const)
            assert.throws(() => hyperv.place(address, "bind", protocol, 0), { name, message });
        assert.throws(() => hyperv.place([machine, service], "bind", 7, 0), {
            name: "OSError",
            message: "bind(): unsupported AF_HYPERV protocol: 7",
        });
    });

    const badDevices: [protocol: string, address: unknown, name: string, message: string][] = [
        ["BTPROTO_RFCOMM", ["11:22:33:44:55", 1], "OSError", "bad bluetooth address"],
        ["BTPROTO_RFCOMM", ["11:22:33:44:55:66x", 1], "OSError", "bad bluetooth address"],
        ["BTPROTO_RFCOMM", ["11:22:33:44:55:100", 1], "OSError", "bad bluetooth address"],
        ["BTPROTO_RFCOMM", ["11:22:33:44:55:66", "x"], "OSError", "bind(): wrong format"],
        ["BTPROTO_RFCOMM", ["11:22:33:44:55:66\0", 1], "OSError", "bind(): wrong format"],
        ["BTPROTO_RFCOMM", "11:22:33:44:55:66", "OSError", "bind(): wrong format"],
        ["BTPROTO_L2CAP", [1, 2], "OSError", "bind(): wrong format"],
        ["BTPROTO_L2CAP", ["11:22:33:44:55:66", 1, 2, 3, 4], "OSError", "bind(): wrong format"],
        ["BTPROTO_HCI", "hci0", "OSError", "bind(): wrong format"],
        ["BTPROTO_HCI", [], "OSError", "bind(): wrong format"],
        ["BTPROTO_SCO", 5, "OSError", "bind(): wrong format"],
        ["BTPROTO_SCO", "a\0", "ValueError", "embedded null character"],
        ["BTPROTO_SCO", Buffer.from("a\0"), "ValueError", "embedded null byte"],
    ];

    it("AF_BLUETOOTH that is none is refused", function () {
        if (socket.AF_BLUETOOTH === undefined) skip(this, "the platform lacks the family");
        for (const [protocol, address, name, message] of badDevices) {
            const number = native.constants[protocol];
            assert.throws(() => placeAddress(AF_BLUETOOTH, address, "bind", number, 0), { name, message });
        }
        assert.throws(() => placeAddress(AF_BLUETOOTH, "", "bind", 99, 0), {
            name: "OSError",
            message: "bind(): unknown Bluetooth protocol",
        });
    });
});

describe("AF_PACKET sockets", () => {
    it("have the name of the interface in their addresses", function () {
        if (socket.AF_PACKET === undefined) skip(this, "the platform lacks the family");
        let s: socket.socket;
        try {
            s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0);
        } catch (error) {
            skip(this, `the process may not open one: ${(error as Error).message}`);
            return;
        }
        using _ = s;
        s.bind(["lo", 0]);
        assert.deepEqual(s.getsockname(), ["lo", 0, 0, 772, Buffer.alloc(6)]);
    });
});
