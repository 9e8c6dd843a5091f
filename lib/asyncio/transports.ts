import type { BytesLike } from "../python/buffers";
import { NotImplementedError } from "../python/exceptions";
import type { BaseProtocol } from "./protocols";

/** Base of transports. Python: `asyncio.BaseTransport`. */
export class BaseTransport {
    readonly #extra: Record<string, unknown>;

    constructor(extra: Record<string, unknown> = {}) {
        this.#extra = extra;
    }

    /**
     * Returns a detail of the transport: "socket", "sockname" or "peername"; otherwise `defaultValue`.
     * Python: `BaseTransport.get_extra_info`.
     */
    // biome-ignore lint/suspicious/noExplicitAny: each detail has its own type
    get_extra_info(name: string, defaultValue: any = null): any {
        return this.#extra[name] ?? defaultValue;
    }

    /** Whether the transport is closing or closed. Python: `BaseTransport.is_closing`. */
    is_closing(): boolean {
        throw new NotImplementedError();
    }

    /** Closes the transport once everything is sent. Python: `BaseTransport.close`. */
    close(): void {
        throw new NotImplementedError();
    }

    /** Sets the protocol. Python: `BaseTransport.set_protocol`. */
    set_protocol(_protocol: BaseProtocol): void {
        throw new NotImplementedError();
    }

    /** Returns the protocol. Python: `BaseTransport.get_protocol`. */
    get_protocol(): BaseProtocol {
        throw new NotImplementedError();
    }
}

/** Transport that can be read. Python: `asyncio.ReadTransport`. */
export class ReadTransport extends BaseTransport {
    /** Whether the transport receives. Python: `ReadTransport.is_reading`. */
    is_reading(): boolean {
        throw new NotImplementedError();
    }

    /** Stops receiving until `resume_reading()`. Python: `ReadTransport.pause_reading`. */
    pause_reading(): void {
        throw new NotImplementedError();
    }

    /** Receives again. Python: `ReadTransport.resume_reading`. */
    resume_reading(): void {
        throw new NotImplementedError();
    }
}

/** Transport that can be written. Python: `asyncio.WriteTransport`. */
export class WriteTransport extends BaseTransport {
    /** Sets the limits at which the protocol is told to pause and resume, in bytes. Python: `WriteTransport.set_write_buffer_limits`. */
    set_write_buffer_limits(_high: number | null = null, _low: number | null = null): void {
        throw new NotImplementedError();
    }

    /** Returns the number of bytes that wait to be sent. Python: `WriteTransport.get_write_buffer_size`. */
    get_write_buffer_size(): number {
        throw new NotImplementedError();
    }

    /** Returns the low and the high limit. Python: `WriteTransport.get_write_buffer_limits`. */
    get_write_buffer_limits(): [low: number, high: number] {
        throw new NotImplementedError();
    }

    /** Sends bytes, without waiting. Python: `WriteTransport.write`. */
    write(_data: BytesLike): void {
        throw new NotImplementedError();
    }

    /** Sends pieces of bytes. Python: `WriteTransport.writelines`. */
    writelines(list_of_data: Iterable<Uint8Array>): void {
        this.write(Buffer.concat([...list_of_data]));
    }

    /** Ends the sending side once everything is sent. Python: `WriteTransport.write_eof`. */
    write_eof(): void {
        throw new NotImplementedError();
    }

    /** Whether the sending side can be ended. Python: `WriteTransport.can_write_eof`. */
    can_write_eof(): boolean {
        throw new NotImplementedError();
    }

    /** Closes the transport at once; what was not sent is lost. Python: `WriteTransport.abort`. */
    abort(): void {
        throw new NotImplementedError();
    }
}

/** Transport of a stream: it can be read and written. Python: `asyncio.Transport`. */
export class Transport extends WriteTransport {
    /** Whether the transport receives. Python: `ReadTransport.is_reading`. */
    is_reading(): boolean {
        throw new NotImplementedError();
    }

    /** Stops receiving until `resume_reading()`. Python: `ReadTransport.pause_reading`. */
    pause_reading(): void {
        throw new NotImplementedError();
    }

    /** Receives again. Python: `ReadTransport.resume_reading`. */
    resume_reading(): void {
        throw new NotImplementedError();
    }
}

/** Transport of datagrams. Python: `asyncio.DatagramTransport`. */
export class DatagramTransport extends BaseTransport {
    /** Sends a datagram to `addr`, or to the peer of a connected socket. Python: `DatagramTransport.sendto`. */
    sendto(_data: BytesLike, _addr: unknown = null): void {
        throw new NotImplementedError();
    }

    /** Closes the transport at once. Python: `DatagramTransport.abort`. */
    abort(): void {
        throw new NotImplementedError();
    }
}
