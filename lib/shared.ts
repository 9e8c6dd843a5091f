export * from "./shared/shared";
