export * from "./asyncio/asyncio";
