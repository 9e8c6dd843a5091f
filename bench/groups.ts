import { errors } from "./errors/group";
import { exchange } from "./exchange/group";
import type { Group } from "./group";

export const groups: readonly Group[] = [exchange, errors];
