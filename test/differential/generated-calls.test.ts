import { compareGeneratedCalls } from "../generated/compare";

// As many of each kind as show what a change has broken; test/stress draws more.

compareGeneratedCalls(1 / 5);
