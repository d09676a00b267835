/** Possible errors in a registered association. The proof has to detect each of them. */
import type { Mutant } from "./mutants";
import type { RegisteredAssociation } from "./registered";

/** By description. */
export const openingAssociationMutants: Readonly<Record<string, Mutant>> = {
    "no session policy": onEach(association => ({ ...association, sessionPolicy: undefined })),
};

export const closingAssociationMutants: Readonly<Record<string, Mutant>> = {
    "session tags for all": onEach(association => ({ ...association, disableSessionTags: false })),
    "session tags for none": onEach(association => ({ ...association, disableSessionTags: true })),
    "a dropped targetRoleArn": onEach(association => ({ ...association, targetRoleArn: undefined })),
    "another targetRoleArn": onEach(association => ({
        ...association,
        targetRoleArn: association.targetRoleArn?.replace(/:role\/.*/, ":role/attacker"),
    })),
    "a targetRoleArn in place of the role": onEach(({ targetRoleArn, ...association }) => ({
        ...association,
        roleArn: targetRoleArn ?? association.roleArn,
        targetRoleArn: undefined,
    })),
    "associations that name one another's roles": onAll(moved(({ roleArn }) => ({ roleArn }))),
    "one association that names another's role": onAll(associations => {
        const [first, second, ...others] = associations;
        return first && second ? [{ ...first, roleArn: second.roleArn }, second, ...others] : associations;
    }),
    "associations for one another's subjects": onAll(
        moved(({ namespace, serviceAccount }) => ({ namespace, serviceAccount })),
    ),
    "a subject the wrong way round": onEach(({ namespace, serviceAccount, ...association }) => ({
        ...association,
        namespace: serviceAccount,
        serviceAccount: namespace,
    })),
    "associations on another cluster": onEach(association => ({ ...association, clusterName: "green" })),
};

function onAll(change: (associations: readonly RegisteredAssociation[]) => readonly RegisteredAssociation[]): Mutant {
    return registered => ({ ...registered, associations: change(registered.associations) });
}

function onEach(change: (association: RegisteredAssociation) => RegisteredAssociation): Mutant {
    return onAll(associations => associations.map(change));
}

/** Gives each association the picked values of the next one. */
function moved(
    pick: (association: RegisteredAssociation) => Partial<RegisteredAssociation>,
): (associations: readonly RegisteredAssociation[]) => readonly RegisteredAssociation[] {
    return associations =>
        associations.map((association, index) => {
            const other = associations[(index + 1) % associations.length];
            return { ...association, ...(other && pick(other)) };
        });
}
