import { writeSync } from "node:fs";
import type { Writable } from "node:stream";
import { native } from "../native/addon";

const POLLOUT = 4;

/**
 * Makes the worker's streams write to the descriptors directly. The main thread's event loop, which may be
 * blocked forever, would relay them.
 */
export function writeStraight(): void {
    redirect(process.stdout, 1);
    redirect(process.stderr, 2);
}

function redirect(stream: Writable, fd: number): void {
    stream._write = (chunk: string | Uint8Array, encoding, done) => {
        writeAll(fd, typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk);
        done();
    };
    delete stream._writev;
}

/** Writes all bytes. The descriptor may be non-blocking, and its reader may be slow or gone. */
function writeAll(fd: number, bytes: Uint8Array): void {
    const pair = new Float64Array(2);
    for (let written = 0; written < bytes.length; ) {
        try {
            written += writeSync(fd, bytes, written);
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return;
            pair[0] = -1 - fd;
            pair[1] = POLLOUT;
            if (native.poll(pair, 1, -1) < 0) return;
        }
    }
}
