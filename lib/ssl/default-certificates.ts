import { existsSync } from "node:fs";
import * as tls from "node:tls";
import { take } from "../python/arguments";
import { defaultPaths } from "./library";

/** Files of systems with the certificates of authorities, if OpenSSL was built for another place. */
const FILES = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];
const FOLDERS = ["/etc/ssl/certs", "/etc/pki/tls/certs"];

const FIELDS = [
    "cafile",
    "capath",
    "openssl_cafile_env",
    "openssl_cafile",
    "openssl_capath_env",
    "openssl_capath",
] as const;

/** Places for certificates. Python: `ssl.DefaultVerifyPaths`. */
export class DefaultVerifyPaths {
    /** File that exists, or null. */
    declare readonly cafile: string | null;
    /** Folder that exists, or null. */
    declare readonly capath: string | null;
    /** Name of the variable for the file. */
    declare readonly openssl_cafile_env: string;
    /** File without that variable. */
    declare readonly openssl_cafile: string;
    /** Name of the variable for the folder. */
    declare readonly openssl_capath_env: string;
    /** Folder without that variable. */
    declare readonly openssl_capath: string;

    /** Takes the fields in their order. Raises `TypeError`. Python: `ssl.DefaultVerifyPaths`. */
    constructor(...args: (string | null)[]) {
        const signature = { name: "DefaultVerifyPaths.__new__", parameters: FIELDS, required: FIELDS.length };
        const values = take({ ...signature, method: true }, args);
        for (const [index, name] of FIELDS.entries()) Reflect.set(this, name, values[index]);
    }
}

for (const name of FIELDS)
    Object.defineProperty(DefaultVerifyPaths.prototype, name, {
        value: null,
        writable: true,
        configurable: true,
    });

/**
 * Returns where the certificates of `load_default_certs()` are: as the environment says, or as OpenSSL was built,
 * or where systems have them. Python: `ssl.get_default_verify_paths`.
 */
export function get_default_verify_paths(): DefaultVerifyPaths;
export function get_default_verify_paths(...args: unknown[]): DefaultVerifyPaths {
    take({ name: "get_default_verify_paths", parameters: [], required: 0 }, args);
    const { fileVariable, folderVariable } = defaultPaths;
    const file = [defaultPaths.file, ...FILES].find(existsSync) ?? defaultPaths.file;
    const folder = [defaultPaths.folder, ...FOLDERS].find(existsSync) ?? defaultPaths.folder;
    const cafile = process.env[fileVariable] ?? file;
    const capath = process.env[folderVariable] ?? folder;
    return new DefaultVerifyPaths(
        existsSync(cafile) ? cafile : null,
        existsSync(capath) ? capath : null,
        fileVariable,
        file,
        folderVariable,
        folder,
    );
}

interface Loading {
    load_verify_locations(locations: {
        cafile?: string | null;
        capath?: string | null;
        cadata?: string;
    }): void;
}

/** Loads the system's certificates, or those that Node carries. */
export function loadDefaultCertificates(context: Loading): void {
    const { cafile, capath } = get_default_verify_paths();
    if (cafile !== null || capath !== null) {
        context.load_verify_locations({ cafile, capath });
        return;
    }
    context.load_verify_locations({ cadata: rootsOfNode().join("\n") });
}

/** The system's roots where Node can ask for them (from 22.15), otherwise its own. */
function rootsOfNode(): readonly string[] {
    const { getCACertificates } = tls as { getCACertificates?(kind: string): string[] };
    const ofSystem = getCACertificates?.("system") ?? [];
    return ofSystem.length > 0 ? ofSystem : tls.rootCertificates;
}
