/** `BENCH_PROGRAM` and `BENCH_COUNT` choose what runs. */
import { programs } from "../programs";
import type { ProgramName } from "../programs";

programs[process.env.BENCH_PROGRAM as ProgramName](Number(process.env.BENCH_COUNT));
