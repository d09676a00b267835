/**
 * Calls `leave` once the process that started this one is gone. The engine ends its plugins with a signal, unless it is killed
 * hard: then nobody does, and the operating system hands them to another parent.
 */
export function whenOrphaned(leave: () => void): void {
    const parent = process.ppid;
    const timer = setInterval(() => {
        if (process.ppid === parent) return;
        clearInterval(timer);
        leave();
    }, 1000);
    timer.unref();
}
