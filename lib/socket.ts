export * from "./socket/socket";
