import { OSError } from "../python/exceptions";

/** A stream does not have this operation. Python: `io.UnsupportedOperation`. */
export class UnsupportedOperation extends OSError {}
