/**
 * Calls `leave` when the process that started this one has ended. The engine ends its plugins with a signal, except when it
 * gets a SIGKILL itself; then the operating system gives them another parent.
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
