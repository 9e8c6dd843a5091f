export * from "./socketserver/socketserver";
