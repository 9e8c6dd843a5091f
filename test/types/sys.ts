import * as builtins from "pysocket/builtins";
import { StringIO } from "pysocket/io";
import sys from "pysocket/sys";

// What a program may assign, and how it prints.

sys.stdout = StringIO();
sys.stderr = sys.__stderr__;
sys.excepthook = (_kind, value) => builtins.print(value, { file: sys.stdout });
builtins.print("x", 1, null, { sep: "", end: "", file: process.stderr, flush: true });
export const line: string = builtins.input("prompt");
export const major: number = sys.version_info.major;
