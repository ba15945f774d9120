#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int pty_open(char *path, size_t capacity) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0) return -1;
    if (grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, path, capacity) != 0) {
        close(master);
        return -1;
    }
    return master;
}

int pty_resize(int master, uint16_t columns, uint16_t rows) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return ioctl(master, TIOCSWINSZ, &size);
}

int pty_spawn(pid_t *pid, const char *program, char *const *arguments, char *const *variables, const char *path, const char *directory) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return errno;
    pid_t child = fork();
    if (child < 0) return errno;
    if (child == 0) {
        int problem = 0;
        setsid();
        int terminal = open(path, O_RDWR);
        if (terminal < 0 || ioctl(terminal, TIOCSCTTY, 0) != 0) problem = errno;
        if (directory != NULL && chdir(directory) != 0) problem = errno;
        if (problem == 0) {
            dup2(terminal, 0);
            dup2(terminal, 1);
            dup2(terminal, 2);
            if (terminal > 2) close(terminal);
            sigset_t none;
            sigemptyset(&none);
            sigprocmask(SIG_SETMASK, &none, NULL);
            execvpe(program, arguments, variables);
            problem = errno;
        }
        ssize_t ignored = write(report[1], &problem, sizeof problem);
        (void)ignored;
        _exit(127);
    }
    close(report[1]);
    int problem = 0;
    if (read(report[0], &problem, sizeof problem) <= 0) problem = 0;
    close(report[0]);
    if (problem != 0) waitpid(child, NULL, 0);
    *pid = child;
    return problem;
}

int pty_ending_signal(int status) { return WIFSIGNALED(status) ? WTERMSIG(status) : 0; }
int pty_exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 0; }
