export * from "./sys/sys";
