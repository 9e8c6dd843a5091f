/** Factor by which things may take longer than usual, for example under a sanitizer. */
export const slowness = Number(process.env.PYSOCKET_SLOWNESS ?? 1);

/** Factor of the limits that only a hang should reach: a busy machine has a fraction of a processor for a test. */
export const patience = 10 * slowness;

/** Whether the addon was built with AddressSanitizer, which keeps freed memory for a while. */
export const sanitized = process.env.PYSOCKET_SANITIZED === "1";
