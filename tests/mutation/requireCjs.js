/**
 * The mocha runner of Stryker 9, the last version for Node 20, requires modules of mocha without their ending. In mocha 12 it is
 * `.cjs`.
 */
"use strict";

require.extensions[".cjs"] ??= require.extensions[".js"];
