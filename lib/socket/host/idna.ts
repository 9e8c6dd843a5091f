import { Label, LONGEST_LABEL, NOT_ASCII } from "./label";

/**
 * Host names as the system's resolver needs them: CPython's codec "idna" (IDNA 2003, RFC 3490 and 3491). Node
 * knows only the newer UTS 46, which translates some names differently: "straße.de".
 */

const DOT = /[.\u3002\uff0e\uff61]/;

/**
 * Encodes a host name. Raises `UnicodeEncodeError` for an empty or too long label or a forbidden character.
 */
export function encodeHost(name: string): string {
    if (name === "") return name;
    if (!NOT_ASCII.test(name)) {
        checkLabels(name);
        return name;
    }
    // Loaded on demand because its tables take long to load.
    const { encodeLabel } = require("./idna-label") as typeof import("./idna-label");
    const labels = name.split(DOT);
    const trailing = labels.at(-1) === "";
    if (trailing) labels.pop();
    let encoded = "";
    let offset = 0;
    for (const label of labels) {
        if (encoded !== "") encoded += ".";
        encoded += encodeLabel(label, new Label(name, offset));
        offset += [...label].length + 1;
    }
    return trailing ? `${encoded}.` : encoded;
}

function checkLabels(name: string): void {
    const labels = name.split(".");
    let offset = 0;
    for (const [index, label] of labels.entries()) {
        const last = index === labels.length - 1;
        if (label === "" && !last) throw new Label(name, offset).error(0, 1, "label empty");
        offset += label.length + 1;
    }
    offset = 0;
    for (const label of labels) {
        if (label.length > LONGEST_LABEL)
            throw new Label(name, offset).error(0, label.length, "label too long");
        offset += label.length + 1;
    }
}
