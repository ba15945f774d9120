#ifndef XIAOHAO_PSEUDO_TERMINAL_H
#define XIAOHAO_PSEUDO_TERMINAL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Opens a pty; returns its master and writes the path of its other side. -1 when there is none.
int pty_open(char *path, size_t capacity);
int pty_resize(int master, uint16_t columns, uint16_t rows);
/// Starts a program with the pty as its controlling terminal. 0, or an errno.
int pty_spawn(pid_t *pid, const char *program, char *const *arguments, char *const *variables, const char *path, const char *directory);
/// The signal that ended a program; 0 when it exited.
int pty_ending_signal(int status);
int pty_exit_code(int status);

#endif
