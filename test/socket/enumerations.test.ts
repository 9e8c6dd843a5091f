import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as socket from "pysocket";
import { needReference, runPython } from "../support/python";
import { skip } from "../support/skip";

const { AddressFamily, AddressInfo, MsgFlag, SocketKind } = socket;

describe("the enumerations of socket", () => {
    it("have their constants as numbers and find the names of numbers", () => {
        assert.equal(AddressFamily.AF_INET, socket.AF_INET);
        assert.equal(AddressFamily[socket.AF_INET], "AF_INET");
        assert.equal(SocketKind[socket.SOCK_STREAM], "SOCK_STREAM");
        assert.equal(AddressFamily[999], undefined);
        assert.equal(AddressInfo(socket.AI_PASSIVE).name, "AI_PASSIVE");
        assert.equal(MsgFlag(socket.MSG_PEEK | socket.MSG_OOB).name, "MSG_OOB|MSG_PEEK");
    });

    it("have members that are used as numbers and shown as in Python", () => {
        const member = AddressFamily(socket.AF_INET);
        assert.equal(inspect(member), `<AddressFamily.AF_INET: ${socket.AF_INET}>`);
        assert.equal(`${member}`, String(socket.AF_INET));
        assert.equal(Number(member), socket.AF_INET);
        assert.equal(AddressFamily(member), member);
        assert.equal(JSON.stringify([member]), `[${socket.AF_INET}]`);
        assert.ok([...AddressFamily].includes(member));
    });

    it("keep flags that have no name, however many", () => {
        assert.equal(MsgFlag(2n ** 64n).value, 2n ** 64n);
        assert.equal(
            inspect(AddressInfo(1n + 2n ** 64n)),
            `<AddressInfo.AI_PASSIVE|${2n ** 64n}: ${1n + 2n ** 64n}>`,
        );
        assert.equal(inspect(MsgFlag(10n ** 400n)), `<MsgFlag: ${10n ** 400n}>`);
    });

    it("refuse what is no member", () => {
        for (const value of [-1, "x", {}, Symbol.iterator, Number.NaN, 2n ** 70n])
            assert.throws(() => AddressFamily(value as number), { name: "ValueError" });
    });
});

/** Those of the headers of Linux, which may be older or newer than those that this Python was built with. */
const HEADERS = /^(CAN_|J1939_|TIPC_|ALG_|VM|SO_VM|VSOCK|IOCTL_VM|BT|HCI_|SO_J1939|SCM_J1939|UDPLITE)/;

describe("the constants of socket", () => {
    it("are all those of CPython, with its values", function () {
        needReference(this);
        const program =
            "import json, socket; print(json.dumps({n: int(v) for n, v in vars(socket).items() " +
            "if n[0].isupper() and isinstance(v, int)}))";
        const theirs: Record<string, number> = JSON.parse(runPython("-c", [program], ""));
        const exported: Record<string, unknown> = { ...socket };
        assert.ok(Object.keys(theirs).length > 300);
        for (const [name, value] of Object.entries(theirs)) {
            if (exported[name] === undefined && HEADERS.test(name)) continue;
            assert.equal(exported[name], value, name);
        }
    });

    it("are those of CPython 3.14, where the platform has them", function () {
        if (process.platform !== "linux") skip(this, "the list is that of Linux");
        const exported: Record<string, unknown> = { ...socket };
        for (const name of [
            "IP_RECVERR",
            "IP_RECVTTL",
            "IP_RECVORIGDSTADDR",
            "IPV6_RECVERR",
            "SO_ORIGINAL_DST",
        ])
            assert.equal(typeof exported[name], "number", name);
    });
});
