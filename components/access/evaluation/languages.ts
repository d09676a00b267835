import { arnHead, canMeet } from "./arnHead";
import type { ArnHead } from "./arnHead";
import { automatonOf } from "./automaton";
import type { Automaton } from "./automaton";
import { textClasses } from "./classes";
import { matches } from "./pattern";
import type { Pattern } from "./pattern";

/** Texts that the same languages contain. */
export interface LanguageClass {
    /** Whether a language, by its number, contains the texts of the class. */
    readonly isIn: (language: number) => boolean;
    readonly witness: string;
}

interface Language {
    readonly patterns: readonly Pattern[];
    readonly automaton: Automaton;
    readonly heads: readonly ArnHead[];
    /** Of single texts. */
    readonly answers: Map<string, boolean>;
}

/**
 * Languages of patterns, by number: the same patterns have the same number. What has been asked of them is kept, so the
 * comparisons of one report share it.
 */
export class Languages {
    private readonly numbers = new Map<string, number>();
    private readonly seen = new WeakMap<readonly Pattern[], number>();
    private readonly known: Language[] = [];
    private readonly classes = new Map<string, readonly LanguageClass[] | undefined>();

    /** The language of the texts that match at least one of the patterns. */
    public numberOf(patterns: readonly Pattern[]): number {
        const seen = this.seen.get(patterns);
        if (seen !== undefined) {
            return seen;
        }
        const text = patterns.map(pattern => pattern.join(",")).join(";");
        const number =
            this.numbers.get(text) ??
            this.known.push({
                patterns,
                automaton: automatonOf(patterns),
                heads: patterns.map(arnHead),
                answers: new Map(),
            }) - 1;
        this.numbers.set(text, number);
        this.seen.set(patterns, number);
        return number;
    }

    /** Whether a language contains a text. */
    public contains(language: number, text: string): boolean {
        const { patterns, answers } = this.language(language);
        const answer = answers.get(text) ?? patterns.some(pattern => matches(pattern, text));
        answers.set(text, answer);
        return answer;
    }

    /** The classes of the texts of `universe`; `undefined` where there are too many. */
    public classesOf(universe: number, languages: readonly number[]): readonly LanguageClass[] | undefined {
        // No text of the universe is in the others.
        const apart = [...new Set(languages)]
            .filter(language => this.canMeet(universe, language))
            .sort((a, b) => a - b);
        const key = `${universe}:${apart.join()}`;
        if (!this.classes.has(key)) {
            const found = textClasses(
                apart.map(language => this.language(language).automaton),
                this.language(universe).automaton,
            );
            const classes = found?.map(({ members, witness }): LanguageClass => {
                const holding = new Set(apart.filter((_language, index) => members[index]));
                return { isIn: language => holding.has(language), witness };
            });
            this.classes.set(key, classes);
        }
        return this.classes.get(key);
    }

    private canMeet(one: number, other: number): boolean {
        const { heads } = this.language(other);
        return this.language(one).heads.some(head => heads.some(each => canMeet(head, each)));
    }

    private language(number: number): Language {
        const language = this.known[number];
        if (language === undefined) {
            throw new RangeError(`There is no language ${number}.`);
        }
        return language;
    }
}
