import { OSError } from "../exceptions";

/** A stream does not have this operation. Python: `io.UnsupportedOperation`. */
export class UnsupportedOperation extends OSError {}
