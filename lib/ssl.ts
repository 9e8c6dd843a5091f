export * from "./ssl/ssl";
