export * from "./errno/errno";
