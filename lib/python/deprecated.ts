/** What Python's `warnings` does with a `DeprecationWarning`: here Node's options for warnings decide. */
export function warnDeprecated(text: string): void {
    process.emitWarning(text, "DeprecationWarning");
}
