export * from "./time/time";
