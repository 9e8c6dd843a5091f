import { Exception, RuntimeError } from "../../python/exceptions";

export class CancelledError extends Exception {}
export class InvalidStateError extends Exception {}
export class BrokenExecutor extends RuntimeError {}
export class BrokenThreadPool extends BrokenExecutor {}
