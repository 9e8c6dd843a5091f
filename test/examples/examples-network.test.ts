import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { networkInterfaces } from "node:os";
import type { Context } from "mocha";
import * as socket from "pysocket";
import { findPython, languages, Program, start, stopPrograms } from "../support/programs";
import { needPython } from "../support/python";
import { skip } from "../support/skip";

/** Runs an example in both languages, one after the other: they print the same. */
async function inBothLanguages(begin: (language: string) => Program): Promise<string> {
    const texts: string[] = [];
    for (const language of languages) {
        const program = begin(language);
        assert.equal(await program.ended(), 0, program.errors);
        texts.push(program.output.replace(/\b(?:True|False)\b/g, (word) => word.toLowerCase()));
    }
    assert.equal(texts[1], texts[0]);
    return texts[0];
}

function bothOf(name: string, ...args: string[]): Promise<string> {
    return inBothLanguages((language) => start(`${name}.${language}`, ...args));
}

/** Skips a test for which the process lacks a privilege, or the kernel the protocol. */
function needs(context: Context, open: () => socket.socket): void {
    try {
        open().close();
    } catch (error) {
        if (!(error instanceof socket.error)) throw error;
        skip(context, `such a socket cannot be opened here: ${error.message}`);
    }
}

describe("examples of sockets below TCP and UDP", () => {
    before(function () {
        if (process.platform !== "linux") skip(this, "the examples are for Linux");
        needPython(this);
    });

    afterEach(stopPrograms);

    it("ping, with a raw socket", async function () {
        needs(this, () => socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP));
        assert.equal(await bothOf("ping", "127.0.0.1", "raw"), "127.0.0.1 answers: hello, host!\n");
    });

    it("ping, with a socket that takes no privilege", async function () {
        const expected = "127.0.0.1 answers: hello, host!\n";
        if (spawnSync("unshare", ["-n", "ip", "link", "set", "lo", "up"]).status !== 0) {
            needs(this, () => socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP));
            assert.equal(await bothOf("ping", "127.0.0.1", "datagram"), expected);
            return;
        }
        // Who may open one is set for a network, so here it is one that nobody else uses.
        const script =
            'ip link set lo up && echo 0 2147483647 > /proc/sys/net/ipv4/ping_group_range && exec "$@"';
        const text = await inBothLanguages((language) => {
            const python = findPython();
            const command = language === "py" ? [python?.command ?? ""] : [process.execPath, "--import=tsx"];
            const words = [...command, `examples/ping.${language}`, "127.0.0.1", "datagram"];
            return new Program(`ping.${language}`, "unshare", ["-n", "sh", "-c", script, "sh", ...words]);
        });
        assert.equal(text, expected);
    });

    it("packet_capture", async function () {
        // It has ETH_P_ALL since then.
        needPython(this, "3.12");
        needs(this, () => socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0));
        assert.equal(
            await bothOf("packet_capture", "lo"),
            "on lo: protocol 2048, type 772, hardware 000000000000\nfrom 127.0.0.1 to 127.0.0.1: look at me\n",
        );
    });

    it("netlink_interfaces", async () => {
        const text = await bothOf("netlink_interfaces");
        assert.match(text, /^1: lo$/m);
        assert.match(text, /^lo: 127\.0\.0\.1\/8$/m);
    });

    it("multicast", async function () {
        const [name] =
            Object.entries(networkInterfaces()).find(([, addresses]) =>
                addresses?.some((each) => each.family === "IPv6" && each.scopeid !== 0),
            ) ?? [];
        if (name === undefined) skip(this, "no interface has an IPv6 address of its link");
        const text = await bothOf("multicast", name as string);
        assert.match(text, /^IPv4, from 127\.0\.0\.1: hello, group\nIPv6, from [0-9a-f:]+: hello, group\n$/);
    });

    it("reuse_port", async () => {
        assert.equal(
            await bothOf("reuse_port"),
            "both at one port: true\n64 clients served, each server had some: true\n",
        );
    });

    it("tcp_info", async () => {
        assert.match(
            await bothOf("tcp_info"),
            /^state 1, segments of up to \d+ bytes, 104 bytes of information\n$/,
        );
    });

    it("bind_to_device", async () => {
        assert.equal(await bothOf("bind_to_device", "lo"), "bound to lo\n127.0.0.1 says hello\n");
    });

    it("descriptor_receiver, descriptor_sender", async function () {
        // It has recv_fds since then.
        needPython(this, "3.9");
        const text = await inBothLanguages((language) => {
            const name = `descriptors-${process.pid}-${language}`;
            const receiver = start(`descriptor_receiver.${language}`, name);
            receiver
                .printed(/^waiting$/m)
                .then(() => start(`descriptor_sender.${language}`, name, "examples/ping.py"));
            return receiver;
        });
        assert.ok(text.startsWith('waiting\nexamples/ping.py begins with """Sends an ICMP echo'), text);
    });

    it("packet_information", async function () {
        // It has IP_PKTINFO since then.
        needPython(this, "3.12");
        assert.equal(
            await bothOf("packet_information"),
            "how did I come? from 127.0.0.1\non lo, to 127.0.0.1\nhops left: 42\ntype of service: 16\n",
        );
    });

    it("sd_notify", async () => {
        assert.equal(
            await bothOf("sd_notify"),
            "from this process: true\nREADY=1\nSTATUS=serving\nfrom this process: true\nSTOPPING=1\n",
        );
    });

    it("kernel_crypto", async function () {
        needs(this, () => socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET));
        const text = await bothOf("kernel_crypto");
        assert.match(text, /^hash: [0-9a-f]{64}\nencrypted: [0-9a-f]{32}\ndecrypted: sixteen bytes it\n$/);
    });

    it("seqpacket", async () => {
        assert.equal(
            await bothOf("seqpacket"),
            "first, second\na long, cut off: true\nlast, cut off: false\nat the end: true\n",
        );
    });
});
