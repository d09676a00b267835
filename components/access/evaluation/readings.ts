import type { LanguageClass, Languages } from "./languages";
import type { ReadStatement } from "./statement";

/** The statements that apply to the resources of a kind. */
export interface Reading<Origin> {
    /** One of the resources. Readings of one kind of resource have the same one. */
    readonly resource: string;
    readonly applying: readonly ReadStatement<Origin>[];
    /** `false` if they apply only for some values of policy variables that are unknown. */
    readonly isCertain: boolean;
}

/**
 * All readings of statements, certain ones first; `undefined` if there are too many. An unknown variable matches only its
 * own text in a certain reading. Others have one for each combination of patterns with such variables that can match.
 * `within`: only of resources that are also in this language.
 */
export function readingsOf<Origin>(
    statements: readonly ReadStatement<Origin>[],
    universe: number,
    languages: Languages,
    within?: number,
): readonly Reading<Origin>[] | undefined {
    const read = statements.map((statement): Read<Origin> => ({
        statement,
        number: languages.numberOf(statement.resources.patterns),
        open: statement.resources.open.map(({ pattern, widest }) => ({
            number: languages.numberOf([pattern]),
            widest: languages.numberOf([widest]),
        })),
    }));
    const open = [...new Map(read.flatMap(each => each.open).map(each => [each.number, each])).values()];
    const apart = [
        ...open.flatMap(({ number, widest }) => [number, widest]),
        ...(within === undefined ? [] : [within]),
    ];
    const classes = languages
        .classesOf(universe, [...read.map(({ number }) => number), ...apart])
        ?.filter(({ isIn }) => within === undefined || isIn(within));
    const kinds = classes?.map(resource => ({
        resource,
        unmet: open.filter(({ number, widest }) => resource.isIn(widest) && !resource.isIn(number)),
    }));
    if (kinds === undefined || kinds.some(({ unmet }) => unmet.length > maxUnmet)) {
        return undefined;
    }
    const readings = kinds.flatMap(({ resource, unmet }) =>
        subsets(unmet.map(({ number }) => number)).map(met => ({
            resource: resource.witness,
            applying: applyingTo(resource, read, met),
            isCertain: met.size === 0,
        })),
    );
    return [...readings.filter(({ isCertain }) => isCertain), ...readings.filter(({ isCertain }) => !isCertain)];
}

/** Maximum number of patterns with unknown variables that can match one resource. Every combination is a reading. */
const maxUnmet = 8;

interface Read<Origin> {
    readonly statement: ReadStatement<Origin>;
    readonly number: number;
    readonly open: readonly { readonly number: number; readonly widest: number }[];
}

function applyingTo<Origin>(
    { isIn }: LanguageClass,
    read: readonly Read<Origin>[],
    met: ReadonlySet<number>,
): readonly ReadStatement<Origin>[] {
    return read
        .filter(({ statement, number, open }) => {
            const isMatch = isIn(number) || open.some(each => met.has(each.number));
            return isMatch !== statement.resources.isComplement;
        })
        .map(({ statement }) => statement);
}

function subsets(items: readonly number[]): ReadonlySet<number>[] {
    return Array.from(
        { length: 2 ** items.length },
        (_, bits) => new Set(items.filter((_item, at) => (bits >> at) % 2 === 1)),
    );
}
