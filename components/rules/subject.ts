/** A subject: a Kubernetes service account in a namespace, written `namespace/serviceAccount`. */
export interface Subject {
    readonly namespace: string;
    readonly serviceAccount: string;
}

/** The subject of a key; `undefined` if it is not two parts around one slash. */
export function parseSubject(key: string): Subject | undefined {
    const [namespace, serviceAccount, ...rest] = key.split("/");
    return namespace && serviceAccount && rest.length === 0 ? { namespace, serviceAccount } : undefined;
}

/** The subject of a valid key. */
export function subjectOf(key: string): Subject {
    const subject = parseSubject(key);
    if (subject === undefined) {
        throw new Error(`"${key}" is not "namespace/serviceAccount".`);
    }
    return subject;
}

/** The key of a subject, the same in config, outputs, messages and logical names. */
export function subjectKey({ namespace, serviceAccount }: Subject): string {
    return `${namespace}/${serviceAccount}`;
}
