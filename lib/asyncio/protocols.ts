import type { BaseTransport, Transport } from "./transports";

/** Base of protocols: what a transport calls. Subclasses override what they need. Python: `asyncio.BaseProtocol`. */
export class BaseProtocol {
    /** Called once with the transport when the connection is there. Python: `BaseProtocol.connection_made`. */
    connection_made(_transport: BaseTransport): void {}
    /** Called once when the connection has ended, with the error or null. Python: `BaseProtocol.connection_lost`. */
    connection_lost(_exc: Error | null): void {}
    /** Called when more is written than the high limit. Python: `BaseProtocol.pause_writing`. */
    pause_writing(): void {}
    /** Called when less is left to be sent than the low limit. Python: `BaseProtocol.resume_writing`. */
    resume_writing(): void {}
}

/** Protocol of a stream. Python: `asyncio.Protocol`. */
export class Protocol extends BaseProtocol {
    /** Called with bytes that came. Python: `Protocol.data_received`. */
    data_received(_data: Buffer): void {}
    /** Called when the peer has ended its side. If it returns true, the transport stays open. Python: `Protocol.eof_received`. */
    eof_received(): boolean | undefined {
        return undefined;
    }
}

/** Protocol of a stream whose bytes are received into its own memory. Python: `asyncio.BufferedProtocol`. */
export class BufferedProtocol extends BaseProtocol {
    /** Returns memory for the next bytes. `sizehint`: recommended size, -1 for any. Python: `BufferedProtocol.get_buffer`. */
    get_buffer(_sizehint: number): Uint8Array {
        return new Uint8Array(65536);
    }
    /** Called when `nbytes` bytes are in the memory. Python: `BufferedProtocol.buffer_updated`. */
    buffer_updated(_nbytes: number): void {}
    /** Called when the peer has ended its side. Python: `BufferedProtocol.eof_received`. */
    eof_received(): boolean | undefined {
        return undefined;
    }
}

/** Protocol of datagrams. Python: `asyncio.DatagramProtocol`. */
export class DatagramProtocol extends BaseProtocol {
    /** Called with a datagram and its sender. Python: `DatagramProtocol.datagram_received`. */
    // biome-ignore lint/suspicious/noExplicitAny: the address has the family's shape
    datagram_received(_data: Buffer, _addr: any): void {}
    /** Called with the error of a send or receive. Python: `DatagramProtocol.error_received`. */
    error_received(_exc: Error): void {}
}

export type { Transport };
