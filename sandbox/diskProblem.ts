interface DiskProblem {
    readonly code: string;
    /** How tools print it; left out if the same words have other causes, too. */
    readonly text?: RegExp;
    readonly problem: string;
    readonly remedy: string;
}

const noPermission = {
    code: "EACCES",
    problem: "this user has no permission",
    remedy: "Change the owner or the mode of the folder",
};

const problems: readonly DiskProblem[] = [
    { code: "ENOSPC", text: /no space left on device/i, problem: "the disk is full", remedy: "Free some space" },
    { code: "EDQUOT", text: /disk quota exceeded/i, problem: "the disk quota is used up", remedy: "Free some space" },
    {
        code: "EROFS",
        text: /read-only file system/i,
        problem: "the file system is read-only",
        remedy: "Use a checkout on a disk that can be written to",
    },
    noPermission,
    { ...noPermission, code: "EPERM" },
];

/**
 * One sentence about a disk that is full, read-only or closed to this user; `undefined` for other errors. Accepts an error of
 * Node's file system, or the output of a tool.
 */
export function diskProblem(error: unknown): string | undefined {
    if (typeof error === "string") {
        const found = problems.find(({ text }) => text?.test(error));
        return found && sentence(found, /['"](\/[^'"]+)['"]/.exec(error)?.[1]);
    }
    const { code, path, syscall = "" } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
    const found = syscall.startsWith("spawn") ? undefined : problems.find(problem => problem.code === code);
    return found && sentence(found, path);
}

function sentence({ problem, remedy }: DiskProblem, file = "its files"): string {
    return `The sandbox cannot write ${file}: ${problem}. ${remedy}, then try again.`;
}
