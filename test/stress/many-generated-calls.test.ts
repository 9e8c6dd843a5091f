import { compareGeneratedCalls } from "../generated/compare";
import { long } from "../support/long";

compareGeneratedCalls(long ? 10 : 1);
