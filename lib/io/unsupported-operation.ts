import { OSError } from "../python/exceptions";

/** Raised when a stream does not support an operation. Python: `io.UnsupportedOperation`. */
export class UnsupportedOperation extends OSError {}
