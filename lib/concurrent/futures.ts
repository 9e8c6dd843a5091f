export * from "./futures/futures";
