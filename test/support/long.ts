/** Whether the long form runs: `npm test -- --long`. The short one leaves out no kind of check. */
export const long = process.env.PYSOCKET_LONG_TESTS === "1";
