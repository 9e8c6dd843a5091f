import assert from "node:assert/strict";
import * as socket from "pysocket";
import { OSError } from "pysocket/builtins";
import { MSG } from "../support";
import { type Message, type MessageTest, messageSuite, udp6, udplite6 } from "./message-fixtures";

// Ancillary data of IPv6, as RFC 3542 has it.

const INT_SIZE = Int32Array.BYTES_PER_ELEMENT;
const { CMSG_LEN, CMSG_SPACE, IPPROTO_IPV6, MSG_CTRUNC } = socket;
const { IPV6_HOPLIMIT, IPV6_RECVHOPLIMIT, IPV6_RECVTCLASS, IPV6_TCLASS } = socket;
const LARGEST = 255;
const HOP_LIMIT = 2;
/** The kernel's own. */
const TRAFFIC_CLASS = -1;

const int = (value: number) => Int32Array.of(value);
const hopLimit = [IPPROTO_IPV6, IPV6_HOPLIMIT, int(HOP_LIMIT)];
const trafficClass = [IPPROTO_IPV6, IPV6_TCLASS, int(TRAFFIC_CLASS)];

function rfc3542Tests(t: MessageTest): void {
    const wantHopLimit = () => t.serv_sock.setsockopt(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
    const wantBoth = () => {
        wantHopLimit();
        t.serv_sock.setsockopt(IPPROTO_IPV6, IPV6_RECVTCLASS, 1);
    };

    const sendPlain = () => t.sendToServer(MSG);
    const sendWith =
        (...items: unknown[]) =>
        () =>
            assert.equal(t.sendmsgToServer([MSG], items), MSG.length);

    /** The items of a message that has MSG for its data. */
    const receive = (about: object, ...args: [ancbufsize?: number]): Message[1] => {
        const [data, ancdata, flags, address] = t.doRecvmsg(MSG.length, ...args);
        assert.deepEqual(data, MSG);
        t.checkRecvmsgAddress(address);
        t.checkFlags(flags, { eor: true, ...about });
        return ancdata;
    };

    const checkInt = (data: Buffer | undefined, most: number) => {
        assert.equal(data?.length, INT_SIZE);
        const value = data?.readInt32LE() as number;
        assert.ok(value >= 0 && value <= most, String(value));
    };

    const checkHopLimit = (room: number, send: () => void, most = LARGEST) => {
        wantHopLimit();
        send();
        const items = receive({ unset: MSG_CTRUNC }, room);
        assert.equal(items.length, 1);
        const [level, type, data] = items[0];
        assert.deepEqual([level, type], [IPPROTO_IPV6, IPV6_HOPLIMIT]);
        checkInt(data, most);
    };

    const checkTrafficClassAndHopLimit = (room: number, send: () => void, most = LARGEST) => {
        wantBoth();
        send();
        const items = receive({ unset: MSG_CTRUNC }, room);
        assert.equal(items.length, 2);
        const dataOf = (type: number) =>
            items.find((item) => item[0] === IPPROTO_IPV6 && item[1] === type)?.[2];
        checkInt(dataOf(IPV6_TCLASS), LARGEST);
        checkInt(dataOf(IPV6_HOPLIMIT), most);
    };

    it("testRecvHopLimit", () => checkHopLimit(10240, sendPlain));

    it("testRecvHopLimitCMSG_SPACE", () => checkHopLimit(CMSG_SPACE(INT_SIZE), sendPlain));

    it("testSetHopLimit", () => checkHopLimit(10240, sendWith(hopLimit), HOP_LIMIT));

    it("testRecvTrafficClassAndHopLimit", () => checkTrafficClassAndHopLimit(10240, sendPlain));

    it("testRecvTrafficClassAndHopLimitCMSG_SPACE", () =>
        checkTrafficClassAndHopLimit(CMSG_SPACE(INT_SIZE) * 2, sendPlain));

    it("testSetTrafficClassAndHopLimit", () =>
        checkTrafficClassAndHopLimit(10240, sendWith(trafficClass, hopLimit), HOP_LIMIT));

    it("testOddCmsgSize", () => {
        const data = Buffer.concat([Buffer.from(int(TRAFFIC_CLASS).buffer), Buffer.alloc(1)]);
        const send = () => {
            try {
                sendWith([IPPROTO_IPV6, IPV6_TCLASS, data], hopLimit)();
            } catch (error) {
                if (!(error instanceof OSError)) throw error;
                assert.equal(typeof error.errno, "number");
                sendWith(trafficClass, hopLimit)();
            }
        };
        checkTrafficClassAndHopLimit(10240, send, HOP_LIMIT);
    });

    /** Where no header fits into the room, nothing comes. */
    const checkTruncatedHeader = (args: [ancbufsize?: number], ignore = 0) => {
        wantHopLimit();
        sendPlain();
        assert.deepEqual(receive({ set: MSG_CTRUNC, ignore }, ...args), []);
    };

    // Some systems say so only if a part has come.
    it("testCmsgTruncNoBufSize", () => checkTruncatedHeader([], MSG_CTRUNC));
    it("testSingleCmsgTrunc0", () => checkTruncatedHeader([0], MSG_CTRUNC));

    it("testSingleCmsgTrunc1", () => checkTruncatedHeader([1]));
    it("testSingleCmsgTrunc2Int", () => checkTruncatedHeader([2 * INT_SIZE]));
    it("testSingleCmsgTruncLen0Minus1", () => checkTruncatedHeader([CMSG_LEN(0) - 1]));

    it("testSingleCmsgTruncInData", () => {
        wantHopLimit();
        sendPlain();
        const items = receive({ set: MSG_CTRUNC }, CMSG_LEN(INT_SIZE) - 1);
        assert.ok(items.length <= 1);
        for (const [level, type, data] of items) {
            assert.deepEqual([level, type], [IPPROTO_IPV6, IPV6_HOPLIMIT]);
            assert.ok(data.length < INT_SIZE);
        }
    });

    const checkFirst = ([level, type, data]: Message[1][number]) => {
        assert.equal(level, IPPROTO_IPV6);
        assert.ok(type === IPV6_TCLASS || type === IPV6_HOPLIMIT);
        checkInt(data, LARGEST);
    };

    /** Where there is no room for the header of the second, only the first comes. */
    const checkTruncatedSecondHeader = (room: number, ignore = 0) => {
        wantBoth();
        sendPlain();
        const items = receive({ set: MSG_CTRUNC, ignore }, room);
        assert.equal(items.length, 1);
        checkFirst(items[0]);
    };

    const first = () => CMSG_SPACE(INT_SIZE);
    it("testSecondCmsgTrunc0", () => checkTruncatedSecondHeader(first(), MSG_CTRUNC));
    it("testSecondCmsgTrunc1", () => checkTruncatedSecondHeader(first() + 1));
    it("testSecondCmsgTrunc2Int", () => checkTruncatedSecondHeader(first() + 2 * INT_SIZE));
    it("testSecondCmsgTruncLen0Minus1", () => checkTruncatedSecondHeader(first() + CMSG_LEN(0) - 1));

    it("testSecondCmsgTruncInData", () => {
        wantBoth();
        sendPlain();
        const items = receive({ set: MSG_CTRUNC }, first() + CMSG_LEN(INT_SIZE) - 1);
        assert.ok(items.length >= 1 && items.length <= 2);
        checkFirst(items[0]);
        for (const [level, type, data] of items.slice(1)) {
            assert.equal(level, IPPROTO_IPV6);
            assert.equal(type, items[0][1] === IPV6_TCLASS ? IPV6_HOPLIMIT : IPV6_TCLASS);
            assert.ok(data.length < INT_SIZE);
        }
    });
}

messageSuite("RecvmsgRFC3542AncillaryUDP6Test", udp6, [rfc3542Tests]);
messageSuite("RecvmsgIntoRFC3542AncillaryUDP6Test", udp6, [rfc3542Tests], { into: true });
messageSuite("RecvmsgRFC3542AncillaryUDPLITE6Test", udplite6, [rfc3542Tests]);
messageSuite("RecvmsgIntoRFC3542AncillaryUDPLITE6Test", udplite6, [rfc3542Tests], { into: true });
