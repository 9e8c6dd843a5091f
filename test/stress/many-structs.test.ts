import { comparePairs } from "../generated/struct";

describe("struct", () => {
    comparePairs(50_000);
});
