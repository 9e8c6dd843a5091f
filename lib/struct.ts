export * from "./struct/struct";
