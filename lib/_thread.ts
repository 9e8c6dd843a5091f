export * from "./threading/_thread";
