export * from "./io/io";
