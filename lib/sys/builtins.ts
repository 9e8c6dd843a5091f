/**
 * Python's exceptions, with their names and hierarchy (Python: "Built-in Exceptions"), bytes literals, numbers
 * from text, Python's texts of values, `print` and `input`. `TypeError` and the like are not JavaScript's classes of
 * the same name: import them from here to catch what the library throws. All extend JavaScript's `Error`, can be
 * subclassed, and can be created without `new`.
 *
 * @module
 */

export * from "../python/builtins";
export { input, type PrintOptions, print, repr, str } from "./print";

// Uncaught, SystemExit ends the process in its own way.
import "../runtime/uncaught";
