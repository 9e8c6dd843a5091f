/**
 * Emits a `DeprecationWarning`. Node's options for warnings decide what happens, in place of Python's
 * `warnings`.
 */
export function warnDeprecated(text: string): void {
    process.emitWarning(text, "DeprecationWarning");
}
